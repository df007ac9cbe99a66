package io.roundtable.http.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import io.roundtable.persistence.identity.VerificationKey;
import java.time.Instant;

/** A public key, ready to verify with. */
record AcceptedKey(VerificationKey published, ECKey jwk, ECDSAVerifier verifier) {

    static AcceptedKey of(VerificationKey published) {
        ECKey jwk = EcKeys.parse(published.publicJwk());
        try {
            return new AcceptedKey(published, jwk, new ECDSAVerifier(jwk));
        } catch (JOSEException e) {
            throw new IllegalStateException("The stored signing key " + published.kid() + " is of no use", e);
        }
    }

    boolean signsAt(Instant now) {
        return published.retiresAt().isAfter(now);
    }

    boolean isGoodAt(Instant now) {
        return published.notAfter().isAfter(now);
    }
}
