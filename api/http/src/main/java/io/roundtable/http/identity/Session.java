package io.roundtable.http.identity;

import io.roundtable.persistence.identity.User;
import java.time.Duration;

/**
 * What a user holds who has come in.
 *
 * @param accessToken to be sent with each request
 * @param refreshToken good for one exchange against the next session
 * @param expiresIn how long the access token is good, in whole seconds
 */
public record Session(User user, String accessToken, String refreshToken, Duration expiresIn) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Session[" + user.id() + "]";
    }
}
