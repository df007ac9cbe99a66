package io.roundtable.engine.delivery;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.Priority;
import io.roundtable.engine.DeliveryKey.OfEntry;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.DeliveryKey.OfReady;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.InboxRow;
import io.roundtable.engine.DeliveryRow.ReadyRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.Row.DueRow.Kind;
import io.roundtable.engine.RowKey.OfDue;
import io.roundtable.engine.RowKey.OfSandbox;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one sandbox's queue, as events change them: whatever moves an entry keeps the counts, the index of what is
 * ready and what timers are to say in step with it.
 */
record Queue(MutableRows state, WorkspaceId workspace, SandboxId sandbox) {

    InboxRow inbox() {
        var row = state.find(new OfInbox(workspace, sandbox));
        return row == null ? InboxRow.EMPTY : row;
    }

    EntryRow entry(long number) {
        return state.get(new OfEntry(workspace, sandbox, number));
    }

    /** Gives a new entry its number. */
    long next() {
        var inbox = inbox().entered();
        put(inbox);
        return inbox.last();
    }

    /** Writes an entry that nothing is due for and nobody can lease yet. */
    void put(long number, EntryRow entry) {
        state.put(new OfEntry(workspace, sandbox, number), entry);
    }

    /**
     * Moves an entry that is in the queue already, or was taken out of it by {@link #take}.
     *
     * @param due when the stage is over by time
     */
    void place(long number, EntryRow entry, Stage stage, @Nullable Instant due) {
        put(number, entry.at(stage, due));
        if (due != null) {
            state.due(due(entry, Kind.OFFER, due));
        }
        if (stage == Stage.READY) {
            var priority = entry.said().priority();
            state.put(new OfReady(workspace, sandbox, priority, number), new ReadyRow(number));
            var inbox = inbox();
            if (number < inbox.scan().first(priority)) {
                put(inbox.from(inbox.scan().first(priority, number)));
            }
        }
    }

    /** Undoes what an entry's stage has left in other rows; the entry itself stays as it is. */
    void take(long number) {
        var entry = entry(number);
        var due = entry.due();
        switch (entry.stage()) {
            case WAITING -> state.remove(OfDue.of(due(entry, Kind.OFFER, Objects.requireNonNull(due))));
            case LEASED -> {
                state.remove(OfDue.of(lease(entry, Objects.requireNonNull(due))));
                put(inbox().counted(1, -1).pushed(entry.pushed() ? -1 : 0));
                expire(entry, true);
            }
            case READY ->
                state.remove(new OfReady(workspace, sandbox, entry.said().priority(), number));
            case BLOCKED -> {}
            case DEAD -> put(inbox().counted(1, 0));
        }
    }

    /** Gives an entry that was taken to somebody. */
    void lease(long number, MessageLeased leased) {
        Instant until = leased.leasedUntil();
        var entry = entry(number).leased(leased.leaseId(), leased.holder(), leased.attempt(), until);
        put(number, entry);
        state.due(lease(entry, until));
        expire(entry, false);
        var priority = entry.said().priority();
        var inbox = inbox().counted(-1, 1).pushed(entry.pushed() ? 1 : 0);
        put(passed(inbox.ran(priority), priority, number));
    }

    /** Moves the beginning of scans past a number, if there is nothing ready before it. */
    private InboxRow passed(InboxRow inbox, Priority priority, long number) {
        var before = new OfReady(workspace, sandbox, priority, number);
        var first = new OfReady(workspace, sandbox, priority, inbox.scan().first(priority));
        boolean none = state.range(first, before, 1).isEmpty();
        return none ? inbox.from(inbox.scan().first(priority, number + 1)) : inbox;
    }

    void extend(long number, Instant until) {
        var entry = entry(number);
        state.remove(OfDue.of(lease(entry, Objects.requireNonNull(entry.due()))));
        put(number, entry.extended(until));
        state.due(lease(entry, until));
    }

    /** Sets aside an entry that was taken: in the store, and in nobody's way but that of its own chain. */
    void bury(long number) {
        var entry = entry(number);
        expire(entry, false);
        put(number, entry.at(Stage.DEAD, null));
        put(inbox().counted(-1, 0));
    }

    /** Removes an entry that was taken. */
    void remove(long number) {
        expire(entry(number), false);
        state.remove(new OfEntry(workspace, sandbox, number));
        put(inbox().counted(-1, 0));
    }

    /** Sets, or unsets, the timer that ends a message which nobody has leased. */
    void expire(EntryRow entry, boolean set) {
        var at = entry.said().expiresAt();
        if (at != null) {
            var row = due(entry, Kind.EXPIRY, at);
            if (set) {
                state.due(row);
            } else {
                state.remove(OfDue.of(row));
            }
        }
    }

    private void put(InboxRow inbox) {
        var key = new OfInbox(workspace, sandbox);
        boolean over = inbox.hasNothing() && state.find(new OfSandbox(workspace, sandbox)) == null;
        if (over) {
            state.remove(key);
        } else {
            state.put(key, inbox);
        }
    }

    private DueRow lease(EntryRow entry, Instant until) {
        return DueRow.lease(workspace, sandbox, entry.said().message(), Objects.requireNonNull(entry.lease()), until);
    }

    private DueRow due(EntryRow entry, Kind kind, Instant at) {
        return DueRow.ofMessage(kind, workspace, sandbox, entry.said().message(), at);
    }
}
