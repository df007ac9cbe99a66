package io.roundtable.http.identity;

import io.roundtable.persistence.identity.NewRefreshToken;
import io.roundtable.persistence.identity.Refresh;
import io.roundtable.persistence.identity.RefreshTokens;
import io.roundtable.persistence.identity.User;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;

/** Makes the pair of tokens that a session is. */
public final class SessionTokens {

    private static final String PREFIX = "rr_";
    private static final int SECRET_BYTES = 32;
    private static final int FAMILY_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final IdentitySettings settings;
    private final Clock clock;

    public SessionTokens(
            AccessTokens accessTokens, RefreshTokens refreshTokens, IdentitySettings settings, Clock clock) {
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.settings = settings;
        this.clock = clock;
    }

    Session open(User user) {
        NewRefreshToken first = newRefreshToken();
        refreshTokens.open(
                random(FAMILY_BYTES), user.id(), first, first.issuedAt().plus(settings.sessionTtl()));
        return session(user, first);
    }

    Refresh rotate(String presented, NewRefreshToken next) {
        return refreshTokens.rotate(presented, next);
    }

    NewRefreshToken newRefreshToken() {
        Instant now = clock.instant();
        return new NewRefreshToken(PREFIX + random(SECRET_BYTES), now, now.plus(settings.refreshTokenTtl()));
    }

    Session session(User user, NewRefreshToken refreshToken) {
        AccessToken accessToken = accessTokens.issue(user);
        return new Session(user, accessToken.value(), refreshToken.value(), accessToken.expiresIn());
    }

    void revoke(String refreshToken) {
        refreshTokens.revoke(refreshToken, clock.instant());
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
