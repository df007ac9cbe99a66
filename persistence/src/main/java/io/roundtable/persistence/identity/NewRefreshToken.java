package io.roundtable.persistence.identity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A refresh token to be remembered.
 *
 * @param value the secret, of at least 128 random bits: it is hashed without a salt
 * @param issuedAt cut to microseconds
 * @param expiresAt cut to microseconds
 */
public record NewRefreshToken(String value, Instant issuedAt, Instant expiresAt) {

    private static final int SHORTEST = 22;

    public NewRefreshToken {
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException("A refresh token has at least " + SHORTEST + " characters");
        }
        issuedAt = issuedAt.truncatedTo(ChronoUnit.MICROS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
    }

    NewRefreshToken endingBy(Instant end) {
        return expiresAt.isAfter(end) ? new NewRefreshToken(value, issuedAt, end) : this;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewRefreshToken[expiresAt=" + expiresAt + "]";
    }
}
