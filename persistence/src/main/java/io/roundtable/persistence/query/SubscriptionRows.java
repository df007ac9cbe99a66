package io.roundtable.persistence.query;

import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.jooq.projection.tables.records.SubscriptionRecord;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of subscriptions, as they are shown. */
final class SubscriptionRows {

    private SubscriptionRows() {}

    static SubscriptionView view(SubscriptionRecord row) {
        return new SubscriptionView(
                new WorkspaceId(row.getWorkspaceId()),
                new SubscriptionId(row.getSubscriptionId()),
                row.getUrl(),
                List.of(row.getEventTypes().split(",", -1)),
                row.getState().equals("enabled"),
                row.getDisabledReason(),
                new SubscriptionView.Progress(
                        row.getThrough(),
                        row.getPendingSince(),
                        row.getDelivered(),
                        row.getLastError(),
                        row.getLastErrorAt(),
                        row.getNextAttemptAt()),
                replay(row),
                row.getReplayEndedAt() == null
                        ? null
                        : new SubscriptionView.Ended(
                                row.getReplayEndedAt(),
                                row.getReplayOutcome(),
                                row.getReplayFailed(),
                                row.getReplayError()),
                new Stamp(
                        row.getCreatedAt(),
                        row.getUpdatedAt(),
                        row.getVersion(),
                        row.getPartition(),
                        row.getSequence()),
                row.getCreatedSequence());
    }

    private static SubscriptionView.@Nullable Replay replay(SubscriptionRecord row) {
        return row.getReplaySince() == null
                ? null
                : new SubscriptionView.Replay(
                        row.getReplaySince(),
                        row.getReplayUntil(),
                        Objects.requireNonNullElse(row.getReplayBegun(), SubscriptionView.Replay.LONG_AGO));
    }
}
