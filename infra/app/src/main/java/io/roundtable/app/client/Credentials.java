package io.roundtable.app.client;

import java.net.URI;
import java.time.Instant;

/**
 * A login that is kept.
 *
 * @param url of the server
 * @param expiresAt when the access token ends
 */
record Credentials(URI url, String email, String accessToken, Instant expiresAt, String refreshToken) {
    /** Without the tokens. */
    @Override
    public String toString() {
        return "Credentials[" + email + " at " + url + "]";
    }
}
