package io.roundtable.http.identity;

import com.github.benmanes.caffeine.cache.Cache;
import io.roundtable.contract.UserId;
import io.roundtable.http.Caches;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.identity.Access;
import io.roundtable.persistence.identity.User;
import io.roundtable.persistence.identity.Users;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The users whose access has changed since the oldest living access token was issued: for them what the token says is
 * out of date. Few at any time; kept in memory so that no request needs the database to be known.
 */
public final class ChangedAccess {

    private static final int MOST = 100_000;

    private final Users users;
    private final IdentitySettings settings;
    private final Clock clock;
    private final Cache<UserId, Access> changed;
    private final OneReader reader = new OneReader();

    private volatile boolean isRead;

    public ChangedAccess(Users users, IdentitySettings settings, Clock clock) {
        this.users = users;
        this.settings = settings;
        this.clock = clock;
        this.changed = Caches.builder()
                .maximumSize(MOST)
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .expireAfterWrite(settings.acceptedAfterRetirement())
                .build();
    }

    /** Reads all of them again. */
    public void read() {
        users.accessChangedAfter(oldestToken(), MOST).forEach(user -> changed.put(user.id(), user.access()));
        isRead = true;
    }

    /** Reads one user again. */
    public void read(UserId id) {
        Optional<Access> access = users.byId(id).map(User::access);
        if (access.isEmpty()) {
            changed.put(id, new Access(false, false, clock.instant()));
        } else if (access.get().changedAt().isAfter(oldestToken())) {
            changed.put(id, access.get());
        }
    }

    /** Whether {@link #of} would have nobody to ask. */
    boolean isAtHand() {
        return isRead;
    }

    /**
     * What somebody may do since it was changed.
     *
     * @throws ProblemException 503 where this node has just started, and nobody can tell yet
     */
    Optional<Access> of(UserId id) {
        if (!reader.readIfDue(() -> !isRead, this::read)) {
            throw ProblemException.later(
                    ProblemCode.DATABASE_UNAVAILABLE, "Whose access has changed can't be read right now.", 1);
        }
        return Optional.ofNullable(changed.getIfPresent(id));
    }

    private Instant oldestToken() {
        return clock.instant().minus(settings.acceptedAfterRetirement());
    }
}
