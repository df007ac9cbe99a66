package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class KeyControllerTest {

    private static final String JWKS = "/.well-known/jwks.json";
    private static final String ROTATE = "/v1/admin/signing-keys/rotate";
    private static final IdentityServer SERVER = new IdentityServer(IdentityDatabase.create());

    private final String token =
            SERVER.register("ada" + System.nanoTime() + "@example.com").text("access_token");

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void shouldPublishTheKeysThatVerifyAccessTokens() throws Exception {
        // When
        Answer answer = SERVER.get(JWKS, null);

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=60");
        assertThat(isSignedByOneOf(answer, token)).isTrue();
    }

    @Test
    void shouldPublishNoPrivateKey() throws Exception {
        // When
        JWKSet keys = JWKSet.parse(SERVER.get(JWKS, null).body().toString());

        // Then
        assertThat(keys.getKeys()).isNotEmpty().noneMatch(JWK::isPrivate);
    }

    @Test
    void shouldRotateForAnOperatorAndLeaveWhatWasSignedGood() throws Exception {
        // Given
        String operator = SERVER.operator();

        // When
        Answer rotated = SERVER.send(SERVER.request(ROTATE, operator).POST(BodyPublishers.noBody()));

        // Then
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.text("kid"))
                .isNotEqualTo(SignedJWT.parse(token).getHeader().getKeyID());
        Answer published = SERVER.get(JWKS, null);
        assertThat(isSignedByOneOf(published, token)).isTrue();
        String fresh =
                SERVER.register("eve" + System.nanoTime() + "@example.com").text("access_token");
        assertThat(SignedJWT.parse(fresh).getHeader().getKeyID()).isEqualTo(rotated.text("kid"));
        assertThat(isSignedByOneOf(published, fresh)).isTrue();
        assertThat(SERVER.get("/v1/users/me", token).status()).isEqualTo(200);
        assertThat(SERVER.get("/v1/users/me", fresh).status()).isEqualTo(200);
    }

    @Test
    void shouldRotateForNobodyElse() {
        SERVER.write("POST", ROTATE, null, "{}").isProblem(401, "unauthorized");
        SERVER.write("POST", ROTATE, token, "{").isProblem(403, "forbidden");
    }

    @Test
    void shouldRefuseToRotateByWhatItDoesNotKnow() {
        // Given
        String operator = SERVER.operator();

        // Then
        SERVER.write("POST", ROTATE, operator, "{\"kid\": \"mine\"}").isFaultOf("kid");
        SERVER.write("POST", ROTATE + "?now=true", operator, "{}").isFaultOf("now");
        assertThat(SERVER.write("POST", ROTATE, operator, "{}").status()).isEqualTo(200);
    }

    private static boolean isSignedByOneOf(Answer published, String accessToken) throws Exception {
        SignedJWT jwt = SignedJWT.parse(accessToken);
        JWK key = JWKSet.parse(published.body().toString())
                .getKeyByKeyId(jwt.getHeader().getKeyID());
        return key != null && jwt.verify(new ECDSAVerifier(key.toECKey()));
    }
}
