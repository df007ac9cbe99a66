package io.roundtable.http.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.roundtable.persistence.identity.SigningKey;
import java.time.Instant;

/** The key that signs now, ready to sign with. */
record Signer(String kid, Instant notAfter, ECDSASigner signer) {

    static Signer of(SigningKey key) {
        try {
            ECDSASigner signer = new ECDSASigner(EcKeys.parse(key.privateJwk()));
            return new Signer(key.published().kid(), key.published().notAfter(), signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(
                    "The stored signing key " + key.published().kid() + " is of no use", e);
        }
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("An access token could not be signed", e);
        }
        return token.serialize();
    }
}
