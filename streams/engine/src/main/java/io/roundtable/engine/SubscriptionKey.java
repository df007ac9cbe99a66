package io.roundtable.engine;

import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.engine.SubscriptionRow.AllRow;
import io.roundtable.engine.SubscriptionRow.DeadRow;
import io.roundtable.engine.SubscriptionRow.OneRow;

/** Keys of {@link SubscriptionRow}. */
public sealed interface SubscriptionKey<R extends SubscriptionRow> extends RowKey<R> {

    record OfAll(WorkspaceId workspace) implements SubscriptionKey<AllRow> {
        @Override
        public String text() {
            return "u/" + workspace;
        }

        @Override
        public Class<AllRow> type() {
            return AllRow.class;
        }
    }

    record OfOne(WorkspaceId workspace, SubscriptionId subscription) implements SubscriptionKey<OneRow> {
        @Override
        public String text() {
            return "us/" + workspace + "/" + subscription;
        }

        @Override
        public Class<OneRow> type() {
            return OneRow.class;
        }
    }

    /** Apart from the subscription's own row, which every event loads. */
    record OfDead(WorkspaceId workspace, SubscriptionId subscription) implements SubscriptionKey<DeadRow> {
        @Override
        public String text() {
            return "ud/" + workspace + "/" + subscription;
        }

        @Override
        public Class<DeadRow> type() {
            return DeadRow.class;
        }
    }
}
