package io.roundtable.http.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.UserId;
import io.roundtable.http.Caches;
import io.roundtable.http.access.Caller;
import io.roundtable.http.access.TokenVerifier;
import io.roundtable.persistence.identity.User;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: JWTs (RFC 7519) signed with ES256. Any node verifies what any node has signed.
 *
 * <p>At most {@value #CACHED} verified tokens are remembered until they end, so that ECDSA is done once for each token
 * and not once for each request.
 */
public final class AccessTokens implements TokenVerifier {

    static final int CACHED = 10_000;

    /** Ours have about 400 characters. */
    private static final int LONGEST = 2_048;

    private static final String OPERATOR = "operator";

    private final KeyRing keys;
    private final ChangedAccess changedAccess;
    private final IdentitySettings settings;
    private final Clock clock;
    private final Cache<String, VerifiedToken> verified;

    public AccessTokens(KeyRing keys, ChangedAccess changedAccess, IdentitySettings settings, Clock clock) {
        this.keys = keys;
        this.changedAccess = changedAccess;
        this.settings = settings;
        this.clock = clock;
        this.verified = Caches.builder()
                .maximumSize(CACHED)
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .expireAfter(Expiry.<String, VerifiedToken>creating(
                        (token, known) -> Duration.between(clock.instant(), known.expiresAt())))
                .build();
    }

    AccessToken issue(User user) {
        Signer signer = keys.signer();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant wanted = now.plus(settings.accessTokenTtl());
        // Nodes may be configured differently for a while, and no token may outlive its key.
        Instant end = wanted.isAfter(signer.notAfter()) ? signer.notAfter() : wanted;
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer())
                .subject(user.id().value())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(end))
                .jwtID(UUID.randomUUID().toString())
                .claim(OPERATOR, user.access().operator())
                .build();
        return new AccessToken(signer.sign(claims), Duration.between(now, end));
    }

    /**
     * Says whom a token speaks for; asks the database only where its key isn't known here.
     *
     * @throws org.jooq.exception.DataAccessException where the database would have to be asked and can't be
     */
    @Override
    public @Nullable Caller verify(String token) {
        return switch (check(token)) {
            case Verification.Valid(var caller) -> caller;
            case Verification.Expired _, Verification.Invalid _ -> null;
        };
    }

    @Override
    public boolean isAtHand(String token) {
        if (token.length() > LONGEST || verified.getIfPresent(token) != null) {
            return true;
        }
        try {
            String kid = SignedJWT.parse(token).getHeader().getKeyID();
            return kid == null || (keys.isAtHand(kid) && changedAccess.isAtHand());
        } catch (ParseException e) {
            return true;
        }
    }

    Verification check(String token) {
        if (token.length() > LONGEST) {
            return new Verification.Invalid();
        }
        VerifiedToken known = verified.getIfPresent(token);
        if (known == null) {
            known = checkSignature(token);
            if (known == null) {
                return new Verification.Invalid();
            }
            if (known.expiresAt().isAfter(clock.instant())) {
                verified.put(token, known);
            }
        }
        return judge(known);
    }

    private Verification judge(VerifiedToken token) {
        if (!token.expiresAt().isAfter(clock.instant())) {
            return new Verification.Expired();
        }
        if (!keys.accepts(token.kid())) {
            return new Verification.Invalid();
        }
        return changedAccess
                .of(token.user())
                .map(access -> access.active()
                        ? new Verification.Valid(new Caller.Person(token.user(), access.operator()))
                        : new Verification.Invalid())
                .orElseGet(() -> new Verification.Valid(new Caller.Person(token.user(), token.operator())));
    }

    private @Nullable VerifiedToken checkSignature(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            String kid = jwt.getHeader().getKeyID();
            Optional<AcceptedKey> key = kid == null ? Optional.empty() : keys.find(kid);
            if (key.isEmpty() || !jwt.verify(key.get().verifier())) {
                return null;
            }
            return read(key.get().published().kid(), jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | InvalidInput e) {
            // What isn't a token, or not one of ours, is as good as a false signature.
            return null;
        }
    }

    private @Nullable VerifiedToken read(String kid, JWTClaimsSet claims) throws ParseException {
        Date end = claims.getExpirationTime();
        String subject = claims.getSubject();
        if (end == null || subject == null || !settings.issuer().equals(claims.getIssuer())) {
            return null;
        }
        boolean operator = Boolean.TRUE.equals(claims.getBooleanClaim(OPERATOR));
        return new VerifiedToken(kid, new UserId(subject), operator, end.toInstant());
    }
}
