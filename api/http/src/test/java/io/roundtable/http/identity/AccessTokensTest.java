package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.roundtable.http.access.Caller;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AccessTokensTest {

    private final TestClock clock = new TestClock();
    private final Node node = new Node(IdentityDatabase.create(), clock);
    private final AccessTokens tokens = node.accessTokens;
    private final Session session = node.register("ada@example.com");

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void shouldCarryWhatTheContractSays() throws Exception {
        // When
        SignedJWT token = SignedJWT.parse(session.accessToken());

        // Then
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(claims.getSubject()).isEqualTo(node.userOf(session).value());
        assertThat(claims.getIssuer()).isEqualTo("roundtable");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getBooleanClaim("operator")).isFalse();
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void shouldPublishTheKeyThatVerifiesItAndNoPrivatePart() throws Exception {
        // When
        JWKSet published = JWKSet.parse(node.keys.jwks());

        // Then
        SignedJWT token = SignedJWT.parse(session.accessToken());
        assertThat(published.getKeyByKeyId(token.getHeader().getKeyID())).isNotNull();
        assertThat(published.getKeys()).noneMatch(key -> key.isPrivate());
    }

    @Test
    void shouldEndATokenOnTime() {
        // Given
        tokens.check(session.accessToken());

        // When
        clock.advance(Duration.ofMinutes(15));

        // Then
        assertThat(tokens.check(session.accessToken())).isEqualTo(new Verification.Expired());
    }

    @Test
    void shouldNameTheCallerOfAGoodTokenOnly() {
        assertThat(tokens.verify(session.accessToken())).isEqualTo(new Caller.Person(node.userOf(session), false));
        assertThat(tokens.verify("made up")).isNull();
    }

    @Test
    void shouldKnowACallerWhileTheDatabaseIsDown() {
        // Given
        String token = session.accessToken();
        node.changedAccess.read();

        // When
        node.close();

        // Then
        assertThat(tokens.verify(token)).isNotNull();
    }

    @Test
    void shouldNotLetATokenOutliveItsKey() {
        // Given
        clock.advance(Node.SETTINGS.signingKeyAge().plusDays(1).minusSeconds(1));
        IdentitySettings longer = Node.SETTINGS.withAccessTokenTtl(Duration.ofHours(12));
        AccessTokens other = new AccessTokens(node.keys, node.changedAccess, longer, clock);

        // When
        AccessToken token = other.issue(session.user());

        // Then
        assertThat(token.expiresIn()).isLessThan(Duration.ofHours(1));
    }

    @Test
    void shouldRefuseWhatIsNoToken() {
        assertThat(tokens.check("")).isEqualTo(new Verification.Invalid());
        assertThat(tokens.check("a.b.c")).isEqualTo(new Verification.Invalid());
        assertThat(tokens.check("x".repeat(100_000))).isEqualTo(new Verification.Invalid());
        assertThat(tokens.check(session.refreshToken())).isEqualTo(new Verification.Invalid());
    }

    @Test
    void shouldRefuseAChangedToken() {
        // Given
        String token = session.accessToken();
        int last = token.lastIndexOf('.') + 10;
        char other = token.charAt(last) == 'A' ? 'B' : 'A';

        // When
        Verification changed = tokens.check(token.substring(0, last) + other + token.substring(last + 1));

        // Then
        assertThat(changed).isEqualTo(new Verification.Invalid());
    }

    @Test
    void shouldRefuseATokenWithoutASignature() {
        assertThat(tokens.check(new PlainJWT(claims()).serialize())).isEqualTo(new Verification.Invalid());
    }

    @Test
    void shouldRefuseATokenThatIsSignedWithThePublicKeyAsASharedSecret() throws Exception {
        // Given
        String kid = SignedJWT.parse(session.accessToken()).getHeader().getKeyID();
        byte[] secret = JWKSet.parse(node.keys.jwks())
                .getKeyByKeyId(kid)
                .toECKey()
                .toECPublicKey()
                .getEncoded();
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build(), claims());
        forged.sign(new MACSigner(secret));

        // When
        Verification verification = tokens.check(forged.serialize());

        // Then
        assertThat(verification).isEqualTo(new Verification.Invalid());
    }

    @Test
    void shouldRefuseATokenOfAnotherKeyUnderOurKeysName() throws Exception {
        // Given
        String kid = SignedJWT.parse(session.accessToken()).getHeader().getKeyID();
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), claims());
        forged.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));

        // When
        Verification verification = tokens.check(forged.serialize());

        // Then
        assertThat(verification).isEqualTo(new Verification.Invalid());
    }

    @Test
    void shouldAcceptTokensOfAReplacedKeyUntilTheLastHasEnded() {
        // Given
        String old = session.accessToken();

        // When
        node.keys.rotate();

        // Then
        assertThat(tokens.check(old)).isInstanceOf(Verification.Valid.class);
        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(tokens.check(old)).isInstanceOf(Verification.Valid.class);
        assertThat(node.keys.jwks()).contains(kid(old));
        clock.advance(Duration.ofHours(1));
        assertThat(node.keys.jwks()).doesNotContain(kid(old));
    }

    @Test
    void shouldReplaceTheKeyAfterThirtyDays() {
        // Given
        String before = kid(session.accessToken());
        clock.advance(Duration.ofDays(30).minusSeconds(1));
        node.keys.rotateIfDue();
        String early = kid(node.register("early@example.com").accessToken());

        // When
        clock.advance(Duration.ofSeconds(1));
        node.keys.rotateIfDue();

        // Then
        String after = kid(node.register("late@example.com").accessToken());
        assertThat(early).isEqualTo(before);
        assertThat(after).isNotEqualTo(before);
    }

    private JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .issuer("roundtable")
                .subject(node.userOf(session).value())
                .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                .claim("operator", true)
                .build();
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldSayOfWhichTokensItWouldHaveToAskTheDatabase() throws Exception {
        // Given
        var stranger = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("made-up").build(),
                new JWTClaimsSet.Builder().subject("usr_0123456789").build());
        stranger.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
        assertThat(tokens.isAtHand(session.accessToken()))
                .as("nothing read yet")
                .isFalse();
        node.changedAccess.read();

        // When
        clock.advance(Duration.ofSeconds(2));

        // Then
        assertThat(tokens.isAtHand(stranger.serialize())).isFalse();
        assertThat(tokens.isAtHand(session.accessToken())).isTrue();
        assertThat(tokens.isAtHand("nonsense")).isTrue();
        assertThat(tokens.verify(stranger.serialize())).isNull();
        assertThat(tokens.isAtHand(stranger.serialize())).as("just read").isTrue();
    }
}
