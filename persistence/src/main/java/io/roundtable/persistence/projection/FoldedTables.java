package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.BROADCAST_CONTENT;
import static io.roundtable.persistence.jooq.projection.Tables.DEAD_EVENT;
import static io.roundtable.persistence.jooq.projection.Tables.DEAD_LETTER;
import static io.roundtable.persistence.jooq.projection.Tables.EVENT_BLOCK;
import static io.roundtable.persistence.jooq.projection.Tables.MEMBER;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_COUNT;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_MINUTE;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_STEP;
import static io.roundtable.persistence.jooq.projection.Tables.SANDBOX;
import static io.roundtable.persistence.jooq.projection.Tables.SUBSCRIPTION;
import static io.roundtable.persistence.jooq.projection.Tables.WEBHOOK;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE_COUNT;

import io.roundtable.persistence.jooq.projection.tables.records.BroadcastContentRecord;
import io.roundtable.persistence.jooq.projection.tables.records.DeadEventRecord;
import io.roundtable.persistence.jooq.projection.tables.records.DeadLetterRecord;
import io.roundtable.persistence.jooq.projection.tables.records.EventBlockRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MemberRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MessageCountRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MessageMinuteRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MessageRecord;
import io.roundtable.persistence.jooq.projection.tables.records.MessageStepRecord;
import io.roundtable.persistence.jooq.projection.tables.records.SandboxRecord;
import io.roundtable.persistence.jooq.projection.tables.records.SubscriptionRecord;
import io.roundtable.persistence.jooq.projection.tables.records.WebhookRecord;
import io.roundtable.persistence.jooq.projection.tables.records.WorkspaceCountRecord;
import io.roundtable.persistence.jooq.projection.tables.records.WorkspaceRecord;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.UpdatableRecord;

/** All tables that are a fold of the events, as far as a batch touches them. */
final class FoldedTables {

    final RowSet<WorkspaceRecord> workspaces;
    final RowSet<MemberRecord> members;
    final RowSet<SandboxRecord> sandboxes;
    final RowSet<WebhookRecord> webhooks = new RowSet<>(ArrayInsert.replacing(WEBHOOK));
    final RowSet<SubscriptionRecord> subscriptions = new RowSet<>(ArrayInsert.replacing(SUBSCRIPTION));
    final RowSet<DeadEventRecord> deadEvents = new RowSet<>(ArrayInsert.replacing(DEAD_EVENT));
    final RowSet<MessageRecord> messages;
    final MessageStates messageStates;
    final RowSet<MessageStepRecord> steps;
    final RowSet<DeadLetterRecord> deadLetters = new RowSet<>(ArrayInsert.replacing(DEAD_LETTER));
    final RowSet<BroadcastContentRecord> broadcasts;

    /** Never loaded: whatever is there already is the same. */
    final RowSet<EventBlockRecord> eventBlocks = new RowSet<>(ArrayInsert.ignoring(EVENT_BLOCK));

    // Counters are never loaded: a batch folds what it adds, and the database adds it to what is there.
    final RowSet<WorkspaceCountRecord> workspaceCounts = new RowSet<>(ArrayInsert.adding(
            WORKSPACE_COUNT,
            Set.of(WORKSPACE_COUNT.MEMBERS, WORKSPACE_COUNT.SANDBOXES, WORKSPACE_COUNT.MESSAGES),
            Set.of()));
    final RowSet<MessageCountRecord> messageCounts =
            new RowSet<>(ArrayInsert.adding(MESSAGE_COUNT, Set.of(MESSAGE_COUNT.MESSAGES), Set.of()));
    final RowSet<MessageMinuteRecord> messageMinutes = new RowSet<>(
            ArrayInsert.adding(MESSAGE_MINUTE, Set.of(MESSAGE_MINUTE.MESSAGES), Set.of(MESSAGE_MINUTE.FIRST_SEQUENCE)));

    /** Of a batch that somebody waits for: few statements. */
    FoldedTables() {
        this(
                new RowSet<>(ArrayInsert.replacing(WORKSPACE)),
                new RowSet<>(ArrayInsert.replacing(MEMBER)),
                new RowSet<>(ArrayInsert.replacing(SANDBOX)),
                ArrayInsert::appending);
    }

    private FoldedTables(
            RowSet<WorkspaceRecord> workspaces,
            RowSet<MemberRecord> members,
            RowSet<SandboxRecord> sandboxes,
            RowWriter.OfNewRows appending) {
        this.workspaces = workspaces;
        this.members = members;
        this.sandboxes = sandboxes;
        messages = new RowSet<>(appending.to(MESSAGE));
        messageStates = new MessageStates(messages);
        steps = new RowSet<>(appending.to(MESSAGE_STEP));
        broadcasts = new RowSet<>(appending.to(BROADCAST_CONTENT));
    }

    /** Of a large batch: rows that aren't there yet are written by {@code COPY}. */
    static FoldedTables inBulk() {
        return new FoldedTables(newByCopy(WORKSPACE), newByCopy(MEMBER), newByCopy(SANDBOX), CopyInsert::new);
    }

    private static <R extends UpdatableRecord<R>> RowSet<R> newByCopy(Table<R> table) {
        return new RowSet<>(ArrayInsert.replacing(table), new CopyInsert<>(table));
    }

    /** Every table, in the order in which they are written and listed. */
    List<RowSet<?>> all() {
        return List.of(
                workspaces,
                members,
                sandboxes,
                webhooks,
                subscriptions,
                deadEvents,
                messages,
                steps,
                deadLetters,
                broadcasts,
                eventBlocks,
                workspaceCounts,
                messageCounts,
                messageMinutes);
    }

    void load(DSLContext transaction) {
        all().forEach(rows -> rows.load(transaction));
        messageStates.load(transaction);
    }

    void write(DSLContext transaction) {
        all().forEach(rows -> rows.write(transaction));
        messageStates.write(transaction);
    }
}
