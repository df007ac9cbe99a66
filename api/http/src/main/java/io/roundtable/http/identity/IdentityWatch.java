package io.roundtable.http.identity;

import io.roundtable.persistence.identity.IdentityChanges;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Keeps this node's knowledge of identity fresh: changes from any node within a second, and every ten minutes what is
 * due by time.
 */
public final class IdentityWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMinutes(10);

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
    static IdentityWatch start(DataSource unpooled, Remembered remembered, Upkeep due) {
        ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("identity-upkeep").factory());
        var _ = upkeep.scheduleWithFixedDelay(due::round, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return new IdentityWatch(IdentityChanges.listen(unpooled, remembered::hear), upkeep);
    }

    @Override
    public void close() {
        upkeep.shutdownNow();
        changes.close();
    }
}
