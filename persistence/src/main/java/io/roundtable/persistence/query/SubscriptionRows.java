package io.roundtable.persistence.query;

import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.jooq.projection.tables.records.SubscriptionRecord;
import java.util.List;

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
                row.getReplaySince() == null
                        ? null
                        : new SubscriptionView.Replay(row.getReplaySince(), row.getReplayUntil()),
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
}
