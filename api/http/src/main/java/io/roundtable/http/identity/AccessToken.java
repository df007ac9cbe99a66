package io.roundtable.http.identity;

import java.time.Duration;

/**
 * A bearer token (RFC 6750).
 *
 * @param expiresIn whole seconds
 */
record AccessToken(String value, Duration expiresIn) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "AccessToken[expiresIn=" + expiresIn + "]";
    }
}
