package io.roundtable.engine;

import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.Holder;
import io.roundtable.contract.message.Priority;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of messages on their way. What has reached its end leaves them. */
public sealed interface DeliveryRow extends Row {

    /**
     * The queue of a sandbox.
     *
     * @param last number given to an entry, in the order in which messages were sent
     * @param queued entries that wait, for a receiver or for their time
     * @param leased entries that somebody has
     * @param pushed those of them that couriers have
     * @param urgentRun urgent ones leased in a row
     * @param scan where scans may begin
     */
    record InboxRow(long last, int queued, int leased, int pushed, int urgentRun, Scan scan) implements DeliveryRow {

        public static final InboxRow EMPTY = new InboxRow(0, 0, 0, 0, 0, new Scan(1, 1));

        public boolean hasNothing() {
            return queued == 0 && leased == 0;
        }

        public InboxRow entered() {
            return new InboxRow(last + 1, queued + 1, leased, pushed, urgentRun, scan);
        }

        public InboxRow counted(int moreQueued, int moreLeased) {
            return new InboxRow(last, queued + moreQueued, leased + moreLeased, pushed, urgentRun, scan);
        }

        /** One more that a courier has, or one less. */
        public InboxRow pushed(int more) {
            return new InboxRow(last, queued, leased, pushed + more, urgentRun, scan);
        }

        public InboxRow from(Scan begin) {
            return new InboxRow(last, queued, leased, pushed, urgentRun, begin);
        }

        public InboxRow ran(Priority priority) {
            return new InboxRow(last, queued, leased, pushed, priority == Priority.URGENT ? urgentRun + 1 : 0, scan);
        }
    }

    /**
     * Where messages of a sandbox are sent to; to which URL only couriers ask.
     *
     * @param maxInFlight most attempts at a time
     * @param since when it was set to what it is, or enabled last
     */
    record WebhookRow(boolean enabled, int maxInFlight, Instant since, long version) implements DeliveryRow {

        public WebhookRow disabled() {
            return new WebhookRow(false, maxInFlight, since, version + 1);
        }

        /** What an attempt of before then comes to says nothing of it any more. */
        public WebhookRow enabled(Instant at) {
            return new WebhookRow(true, maxInFlight, at, version + 1);
        }
    }

    /** Numbers below which nothing is ready. Without them a scan would pass over all that was ever taken. */
    record Scan(long normal, long urgent) {

        public long first(Priority priority) {
            return priority == Priority.URGENT ? urgent : normal;
        }

        public Scan first(Priority priority, long number) {
            return priority == Priority.URGENT ? new Scan(normal, number) : new Scan(number, urgent);
        }
    }

    /** Where an unfinished message is. */
    enum Stage {
        /** For its hour or its next attempt. */
        WAITING,
        /** Behind an earlier one of its chain. */
        BLOCKED,
        READY,
        LEASED,
        /** A dead letter, until somebody decides about it. */
        DEAD
    }

    /**
     * A message that has not reached its end.
     *
     * @param lease the one that runs
     * @param holder who has it
     * @param due when its stage is over by time, where it is
     */
    record EntryRow(
            Said said,
            Stage stage,
            Tries tries,
            @Nullable LeaseId lease,
            @Nullable Holder holder,
            @Nullable Instant due)
            implements DeliveryRow {

        public boolean pushed() {
            return holder == Holder.COURIER;
        }

        public EntryRow at(Stage next, @Nullable Instant until) {
            return new EntryRow(said, next, tries, null, null, until);
        }

        public EntryRow leased(LeaseId by, Holder to, int attempt, Instant until) {
            return new EntryRow(said, Stage.LEASED, tries.leased(attempt), by, to, until);
        }

        public EntryRow extended(Instant until) {
            return new EntryRow(said, stage, tries, lease, holder, until);
        }

        public EntryRow tried(Tries now) {
            return new EntryRow(said, stage, now, lease, holder, due);
        }

        /** In the queue again, for as long as it takes. */
        public EntryRow redriven(int times) {
            return new EntryRow(
                    said.withoutEnd(), stage, new Tries(0, tries.leases(), null, times, null), null, null, null);
        }
    }

    /**
     * What the sender has said of a message.
     *
     * @param from null where the system speaks, whom nobody tells of a failure
     * @param correlationId what it belongs to
     * @param chained whether it keeps its place among those with the same correlation id
     * @param expiresAt when it is no longer worth delivering, as long as it isn't leased
     */
    record Said(
            MessageId message,
            SandboxId to,
            @Nullable SandboxId from,
            Priority priority,
            @Nullable String correlationId,
            boolean chained,
            @Nullable Instant expiresAt) {

        private Said withoutEnd() {
            return new Said(message, to, from, priority, correlationId, chained, null);
        }
    }

    /**
     * How a message has fared.
     *
     * @param attempt leases that counted, since it was last put into the queue
     * @param leases all there ever were; each has an id of its own
     * @param firstFailedAt when the first attempt that counted ended
     * @param unreported how many of the last leases were a courier's that came to nothing: nobody reported them, or said
     *     that nothing was sent; null for none
     */
    record Tries(
            int attempt,
            int leases,
            @Nullable Instant firstFailedAt,
            int redrives,
            @Nullable Integer unreported) {

        public static final Tries NONE = new Tries(0, 0, null, 0, null);

        private Tries leased(int now) {
            return new Tries(now, leases + 1, firstFailedAt, redrives, unreported);
        }

        public Tries failed(Instant at) {
            return new Tries(attempt, leases, firstFailedAt == null ? at : firstFailedAt, redrives, null);
        }

        /** As if the last attempt hadn't been. */
        public Tries released() {
            return new Tries(attempt - 1, leases, firstFailedAt, redrives, null);
        }

        /** The same, of a courier's, and one more in a row. */
        public Tries lost() {
            return new Tries(attempt - 1, leases, firstFailedAt, redrives, timesLost() + 1);
        }

        public int timesLost() {
            return Objects.requireNonNullElse(unreported, 0);
        }
    }

    /** That an entry can be leased. */
    record ReadyRow(long number) implements DeliveryRow {}

    /**
     * Unfinished messages to one sandbox that keep their order.
     *
     * @param head number of the one that may be leased
     * @param size how many there are
     */
    record ChainRow(long head, int size) implements DeliveryRow {}

    /** One of a chain. */
    record LinkRow(long number) implements DeliveryRow {}

    /**
     * The end of a message, remembered for as long as somebody may repeat what he has said of it: volatile.
     *
     * @param to whose lease alone may be repeated
     * @param lease the one that acknowledged it
     */
    record EndRow(int hops, SandboxId to, @Nullable LeaseId lease, Instant at) implements DeliveryRow {}

    /** In order of time, which ends may be forgotten: volatile. */
    record EndedRow(WorkspaceId workspace, MessageId message) implements DeliveryRow {}
}
