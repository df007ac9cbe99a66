package io.roundtable.http.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.roundtable.persistence.identity.SigningKey;
import io.roundtable.persistence.identity.VerificationKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;

/** Keys for ES256 (RFC 7518, section 3.4), named by their thumbprint (RFC 7638). */
final class EcKeys {

    /** How long a key goes on signing where nobody replaces it in time. */
    private static final Duration GRACE = Duration.ofDays(1);

    private EcKeys() {}

    static SigningKey make(IdentitySettings settings, Instant now) {
        try {
            ECKey jwk = new ECKeyGenerator(Curve.P_256)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
            Instant retires = now.plus(settings.signingKeyAge()).plus(GRACE);
            Instant notAfter = retires.plus(settings.acceptedAfterRetirement());
            VerificationKey published =
                    new VerificationKey(jwk.getKeyID(), jwk.toPublicJWK().toJSONString(), now, retires, notAfter);
            return new SigningKey(published, jwk.toJSONString());
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java platform can't make keys on P-256", e);
        }
    }

    static ECKey parse(String jwk) {
        try {
            return ECKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("A stored signing key can't be read", e);
        }
    }
}
