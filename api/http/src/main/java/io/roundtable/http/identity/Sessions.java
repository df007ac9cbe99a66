package io.roundtable.http.identity;

import io.roundtable.contract.UserId;
import io.roundtable.persistence.identity.NewRefreshToken;
import io.roundtable.persistence.identity.Refresh;
import io.roundtable.persistence.identity.User;
import io.roundtable.persistence.identity.Users;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Coming in, staying in and leaving. */
public final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Users users;
    private final Passwords passwords;
    private final SessionTokens tokens;
    private final Clock clock;

    public Sessions(Users users, Passwords passwords, SessionTokens tokens, Clock clock) {
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
        this.clock = clock;
    }

    public Login login(Credentials credentials) {
        Optional<User> user = users.byEmail(credentials.email());
        String hash = user.map(User::passwordHash).orElse(null);
        return switch (passwords.matches(credentials.password(), hash)) {
            case Hashing.Overloaded<Boolean>(var retryAfter) -> new Login.Overloaded(retryAfter);
            case Hashing.Done<Boolean>(var matches) ->
                user.filter(found -> matches && found.access().active())
                        .<Login>map(found -> new Login.LoggedIn(comeIn(found)))
                        .orElseGet(Login.Refused::new);
        };
    }

    /** Exchanges a refresh token for the next session. */
    public Renewal refresh(String refreshToken) {
        NewRefreshToken next = tokens.newRefreshToken();
        return switch (tokens.rotate(refreshToken, next)) {
            case Refresh.Rotated(var user) -> renew(user, next);
            case Refresh.Reused(var user) -> {
                LOG.warn("A refresh token of {} was used twice: its session has ended", user);
                yield new Renewal.Refused();
            }
            case Refresh.Revoked _, Refresh.Expired _, Refresh.Unknown _ -> new Renewal.Refused();
        };
    }

    /** Ends a session; that there is none is no fault (RFC 7009, section 2.2). */
    public void logout(String refreshToken) {
        tokens.revoke(refreshToken);
    }

    private Session comeIn(User user) {
        Session session = tokens.open(user);
        users.loggedIn(user.id(), clock.instant());
        return users.byId(user.id())
                .map(seen -> new Session(seen, session.accessToken(), session.refreshToken(), session.expiresIn()))
                .orElse(session);
    }

    private Renewal renew(UserId id, NewRefreshToken next) {
        Optional<User> user = users.byId(id).filter(found -> found.access().active());
        if (user.isEmpty()) {
            tokens.revoke(next.value());
            return new Renewal.Refused();
        }
        return new Renewal.Renewed(tokens.session(user.get(), next));
    }
}
