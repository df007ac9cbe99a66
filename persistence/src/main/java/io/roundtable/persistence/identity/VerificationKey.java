package io.roundtable.persistence.identity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The public half of a signing key.
 *
 * @param kid its id in tokens' headers
 * @param publicJwk an RFC 7517 JWK
 * @param retiresAt until when it signs
 * @param notAfter until when its signatures are accepted
 */
public record VerificationKey(String kid, String publicJwk, Instant createdAt, Instant retiresAt, Instant notAfter) {

    public VerificationKey {
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        retiresAt = retiresAt.truncatedTo(ChronoUnit.MICROS);
        notAfter = notAfter.truncatedTo(ChronoUnit.MICROS);
    }
}
