package io.roundtable.engine;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.engine.Row.DueRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The key of one row of state.
 *
 * @param <R> what stands under it
 */
public sealed interface RowKey<R extends Row>
        permits RowKey.OfWorkspace,
                RowKey.OfWorkspaceDefinition,
                RowKey.OfMember,
                RowKey.OfSandbox,
                RowKey.OfSandboxDefinition,
                RowKey.OfMessage,
                RowKey.OfBeat,
                RowKey.OfDue,
                DeliveryKey,
                SubscriptionKey {

    /** The key as it stands in the store; its order is the order of scans. */
    String text();

    Class<R> type();

    record OfWorkspace(WorkspaceId workspace) implements RowKey<Row.WorkspaceRow> {
        @Override
        public String text() {
            return "w/" + workspace;
        }

        @Override
        public Class<Row.WorkspaceRow> type() {
            return Row.WorkspaceRow.class;
        }
    }

    /** Apart from the workspace's own row, which every command loads. */
    record OfWorkspaceDefinition(WorkspaceId workspace) implements RowKey<Row.WorkspaceDefinitionRow> {
        @Override
        public String text() {
            return "wd/" + workspace;
        }

        @Override
        public Class<Row.WorkspaceDefinitionRow> type() {
            return Row.WorkspaceDefinitionRow.class;
        }
    }

    record OfMember(WorkspaceId workspace, UserId user) implements RowKey<Row.MemberRow> {
        @Override
        public String text() {
            return "m/" + workspace + "/" + user;
        }

        @Override
        public Class<Row.MemberRow> type() {
            return Row.MemberRow.class;
        }
    }

    record OfSandbox(WorkspaceId workspace, SandboxId sandbox) implements RowKey<Row.SandboxRow> {
        @Override
        public String text() {
            return prefix(workspace) + sandbox;
        }

        /** Before every sandbox of a workspace, and before no other's. */
        public static String prefix(WorkspaceId workspace) {
            return "s/" + workspace + "/";
        }

        @Override
        public Class<Row.SandboxRow> type() {
            return Row.SandboxRow.class;
        }
    }

    /** Apart from the sandbox's own row, and from where sandboxes are scanned. */
    record OfSandboxDefinition(WorkspaceId workspace, SandboxId sandbox) implements RowKey<Row.SandboxDefinitionRow> {
        @Override
        public String text() {
            return "sd/" + workspace + "/" + sandbox;
        }

        @Override
        public Class<Row.SandboxDefinitionRow> type() {
            return Row.SandboxDefinitionRow.class;
        }
    }

    record OfMessage(WorkspaceId workspace, MessageId message) implements RowKey<Row.MessageRow> {
        @Override
        public String text() {
            return "x/" + workspace + "/" + message;
        }

        @Override
        public Class<Row.MessageRow> type() {
            return Row.MessageRow.class;
        }
    }

    /** The last sign of life of a sandbox: volatile, see {@link Note}. */
    record OfBeat(WorkspaceId workspace, SandboxId sandbox) implements RowKey<Row.BeatRow> {
        @Override
        public String text() {
            return VOLATILE + "b/" + workspace + "/" + sandbox;
        }

        @Override
        public Class<Row.BeatRow> type() {
            return Row.BeatRow.class;
        }
    }

    /**
     * Something that is due at a time, found by scanning in order of time.
     *
     * @param id of the message, or of the sandbox or the subscription where it is about that
     */
    record OfDue(DueRow.Kind kind, Instant due, WorkspaceId workspace, String id) implements RowKey<DueRow> {

        /** Before all that is due, by what a fold of the log alone gives and by what it doesn't. */
        public static final List<String> PREFIXES = List.of("d/", VOLATILE + "d/");

        public static OfDue of(DueRow row) {
            return new OfDue(row.kind(), row.due(), row.workspace(), id(row));
        }

        private static String id(DueRow row) {
            var message = row.message();
            var events = row.events();
            if (events != null) {
                return events.subscription() + "/" + events.lane();
            }
            return message == null ? Objects.requireNonNull(row.sandbox()).value() : message.value();
        }

        @Override
        public String text() {
            boolean ofTheLog = switch (kind) {
                case OFFER, LEASE, EXPIRY, EVENTS -> true;
                case HEALTH, DRAIN -> false;
            };
            return before(PREFIXES.get(ofTheLog ? 0 : 1), due) + workspace + "/" + id + "/" + kind;
        }

        /** Where a scan of all that is due before a time ends. */
        public static String before(String prefix, Instant due) {
            return prefix + padded(due.toEpochMilli(), TIME_DIGITS) + "/";
        }

        @Override
        public Class<DueRow> type() {
            return DueRow.class;
        }
    }

    /**
     * A number in so many digits, so that the order of texts is theirs. By hand, since each row of a queue has one and
     * formatting takes longer than all else that is done with a key.
     *
     * @throws IllegalArgumentException where it is negative or too large
     */
    static String padded(long number, int digits) {
        String text = Long.toString(number);
        if (number < 0 || text.length() > digits) {
            throw new IllegalArgumentException("no " + digits + " digits hold " + number);
        }
        return "0".repeat(digits - text.length()) + text;
    }

    /** Of milliseconds since 1970, for longer than any time may be away. */
    int TIME_DIGITS = 15;

    /** What stands under keys with this prefix isn't a fold of the log alone. */
    String VOLATILE = "v/";
}
