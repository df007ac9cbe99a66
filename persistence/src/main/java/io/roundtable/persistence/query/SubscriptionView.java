package io.roundtable.persistence.query;

import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to the events of a workspace, without its secrets.
 *
 * @param eventTypes types, or beginnings of them
 * @param lastReplay null while one runs, and where there was none
 * @param createdSequence of the event that made it
 */
public record SubscriptionView(
        WorkspaceId workspaceId,
        SubscriptionId subscriptionId,
        String url,
        List<String> eventTypes,
        boolean enabled,
        @Nullable String disabledReason,
        Progress progress,
        @Nullable Replay replay,
        @Nullable Ended lastReplay,
        Stamp stamp,
        long createdSequence) {

    public SubscriptionView {
        eventTypes = List.copyOf(eventTypes);
    }

    /**
     * How far it has come with what happens.
     *
     * @param through sequence up to which all that was wanted is delivered or given up
     * @param pendingSince time of the first event that is ordered and neither of both; null for none
     * @param delivered how many events were, ever
     * @param lastError of the last attempt that failed, since one succeeded
     * @param nextAttemptAt where it waits for one
     */
    public record Progress(
            long through,
            @Nullable Instant pendingSince,
            long delivered,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt,
            @Nullable Instant nextAttemptAt) {}

    /**
     * A replay that runs.
     *
     * @param until null where it is of one event
     * @param begun sequence of the event by which it has; its orders stand behind that, and those of the replays before it
     *     don't
     */
    public record Replay(Instant since, @Nullable Instant until, long begun) {

        /** Of one that was folded by a release that didn't note it. */
        static final long LONG_AGO = 0;
    }

    /**
     * What became of a replay.
     *
     * @param outcome {@code done}, {@code cancelled} or {@code failed}
     * @param position of the event that wasn't taken, where it has failed
     */
    public record Ended(
            Instant at,
            String outcome,
            @Nullable Long position,
            @Nullable String error) {}
}
