package io.roundtable.http.inbox;

import com.github.benmanes.caffeine.cache.Cache;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.Caches;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Waits for the tables to have what was leased and isn't at hand.
 *
 * <p>Where they don't come in time the leases are given back, and nothing more is leased from that inbox until they have
 * come there. Each lease that is given back is two events more to be written for tables that lag already: leasing again
 * at once can keep them from ever catching up.
 */
@Singleton
final class TableWaits {

    /** Inboxes remembered; one that is forgotten costs leases that are given back. */
    private static final int MAX_INBOXES = 100_000;

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Cache<InboxKey, Long> unreached = Caches.builder()
            .maximumSize(MAX_INBOXES)
            .expireAfterWrite(REMEMBERED)
            .build();
    private final Tables tables;

    @Inject
    TableWaits(ReadGate gate) {
        this((Tables) gate::await);
    }

    TableWaits(Tables tables) {
        this.tables = tables;
    }

    /** Blocks until the tables have come to a sequence of the workspace's partition. */
    interface Tables {

        /** @throws ProblemException {@code not_caught_up} where they don't in time */
        void await(WorkspaceId workspace, long sequence);
    }

    /** Whether {@link #beforeLease} has something to wait for. */
    boolean isBehind(InboxKey inbox) {
        return unreached.getIfPresent(inbox) != null;
    }

    /**
     * Blocks until the tables have come to where they were awaited in vain, if they were.
     *
     * @throws ProblemException {@code not_caught_up} where they don't in time
     */
    void beforeLease(InboxKey inbox) {
        Long sequence = unreached.getIfPresent(inbox);
        if (sequence != null) {
            tables.await(inbox.workspace(), sequence);
            unreached.asMap().remove(inbox, sequence);
        }
    }

    /**
     * Blocks until the tables have come to a lease.
     *
     * @param sequence at which it was decided
     * @throws ProblemException {@code not_caught_up} where they don't in time
     */
    void afterLease(InboxKey inbox, long sequence) {
        try {
            tables.await(inbox.workspace(), sequence);
        } catch (ProblemException e) {
            unreached.put(inbox, sequence);
            throw e;
        }
    }
}
