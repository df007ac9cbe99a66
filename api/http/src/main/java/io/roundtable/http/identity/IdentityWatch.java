package io.roundtable.http.identity;

import io.roundtable.persistence.identity.IdentityChanges;
import io.roundtable.persistence.identity.RefreshTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's knowledge of identity fresh: changes from any node within a second, and every ten minutes what is
 * due by time (keys to replace, sessions to forget).
 */
public final class IdentityWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int PURGED_AT_ONCE = 1_000;
    private static final int PURGES = 100;
    private static final Logger LOG = LoggerFactory.getLogger(IdentityWatch.class);

    private final IdentityChanges changes;
    private final ScheduledExecutorService upkeep;

    private IdentityWatch(IdentityChanges changes, ScheduledExecutorService upkeep) {
        this.changes = changes;
        this.upkeep = upkeep;
    }

    /**
     * Begins; the database may be down.
     *
     * @param unpooled gives the connection to listen on
     */
    public static IdentityWatch start(
            DataSource unpooled, Remembered remembered, RefreshTokens refreshTokens, Clock clock) {
        ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("identity-upkeep").factory());
        var _ = upkeep.scheduleWithFixedDelay(
                () -> seeToWhatIsDue(remembered.keys(), refreshTokens, clock),
                0,
                EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        return new IdentityWatch(IdentityChanges.listen(unpooled, remembered::hear), upkeep);
    }

    @Override
    public void close() {
        upkeep.shutdownNow();
        changes.close();
    }

    private static void seeToWhatIsDue(KeyRing keys, RefreshTokens refreshTokens, Clock clock) {
        try {
            keys.rotateIfDue();
            int purged = PURGED_AT_ONCE;
            for (int i = 0; i < PURGES && purged == PURGED_AT_ONCE; i++) {
                purged = refreshTokens.purge(clock.instant(), PURGED_AT_ONCE);
            }
        } catch (RuntimeException e) {
            // Thrown on it would end the schedule in silence; a key that is due goes on signing for a day.
            LOG.warn("Upkeep of identity failed, again in {}", EVERY, e);
        }
    }
}
