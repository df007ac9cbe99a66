package io.roundtable.engine;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.Priority;
import io.roundtable.engine.DeliveryRow.ChainRow;
import io.roundtable.engine.DeliveryRow.EndRow;
import io.roundtable.engine.DeliveryRow.EndedRow;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.InboxRow;
import io.roundtable.engine.DeliveryRow.LinkRow;
import io.roundtable.engine.DeliveryRow.ReadyRow;
import io.roundtable.engine.DeliveryRow.WebhookRow;
import java.time.Instant;

/** Keys of {@link DeliveryRow}. Numbers are padded, so that the order of keys is theirs. */
public sealed interface DeliveryKey<R extends DeliveryRow> extends RowKey<R> {

    record OfInbox(WorkspaceId workspace, SandboxId sandbox) implements DeliveryKey<InboxRow> {
        @Override
        public String text() {
            return "i/" + workspace + "/" + sandbox;
        }

        @Override
        public Class<InboxRow> type() {
            return InboxRow.class;
        }
    }

    record OfWebhook(WorkspaceId workspace, SandboxId sandbox) implements DeliveryKey<WebhookRow> {
        @Override
        public String text() {
            return "h/" + workspace + "/" + sandbox;
        }

        @Override
        public Class<WebhookRow> type() {
            return WebhookRow.class;
        }
    }

    record OfEntry(WorkspaceId workspace, SandboxId sandbox, long number) implements DeliveryKey<EntryRow> {
        @Override
        public String text() {
            return "e/" + workspace + "/" + sandbox + "/" + padded(number);
        }

        @Override
        public Class<EntryRow> type() {
            return EntryRow.class;
        }
    }

    record OfReady(WorkspaceId workspace, SandboxId sandbox, Priority priority, long number)
            implements DeliveryKey<ReadyRow> {
        @Override
        public String text() {
            return "r/" + workspace + "/" + sandbox + "/" + priority + "/" + padded(number);
        }

        @Override
        public Class<ReadyRow> type() {
            return ReadyRow.class;
        }
    }

    record OfChain(WorkspaceId workspace, SandboxId sandbox, String correlationId) implements DeliveryKey<ChainRow> {
        @Override
        public String text() {
            return "c/" + workspace + "/" + sandbox + "/" + Derived.shortened(correlationId);
        }

        @Override
        public Class<ChainRow> type() {
            return ChainRow.class;
        }
    }

    record OfLink(WorkspaceId workspace, SandboxId sandbox, String correlationId, long number)
            implements DeliveryKey<LinkRow> {
        @Override
        public String text() {
            return "l/" + workspace + "/" + sandbox + "/" + Derived.shortened(correlationId) + "/" + padded(number);
        }

        @Override
        public Class<LinkRow> type() {
            return LinkRow.class;
        }
    }

    /** Volatile: rows are taken away when nobody can ask for them any more. */
    record OfEnd(WorkspaceId workspace, MessageId message) implements DeliveryKey<EndRow> {

        public static final String PREFIX = VOLATILE + "e/";

        @Override
        public String text() {
            return PREFIX + workspace + "/" + message;
        }

        @Override
        public Class<EndRow> type() {
            return EndRow.class;
        }
    }

    /** Volatile, as what it points to. */
    record OfEnded(Instant at, WorkspaceId workspace, MessageId message) implements DeliveryKey<EndedRow> {

        public static final String PREFIX = VOLATILE + "g/";

        @Override
        public String text() {
            return RowKey.OfDue.before(PREFIX, at) + workspace + "/" + message;
        }

        @Override
        public Class<EndedRow> type() {
            return EndedRow.class;
        }
    }

    private static String padded(long number) {
        return RowKey.padded(number, NUMBER_DIGITS);
    }

    /** As many as the largest number has. */
    int NUMBER_DIGITS = 19;
}
