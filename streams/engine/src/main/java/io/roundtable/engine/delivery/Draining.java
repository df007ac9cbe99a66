package io.roundtable.engine.delivery;

import io.roundtable.contract.Event;
import io.roundtable.contract.InboxCommand.DrainInbox;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.engine.Decision;
import io.roundtable.engine.DeliveryKey.OfEntry;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Note;
import io.roundtable.engine.Note.DrainGoesOn;
import io.roundtable.engine.Note.DrainIsOver;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left in the queue of a deleted sandbox goes to the dead letters, some at a time, however long it is. Where there
 * is a sandbox of that id again, all that was left has reached its end before: what is queued now is its own.
 */
record Draining(Rows state, DrainInbox command, Instant time) {

    /** Entries looked at with one command: each may be two events. */
    private static final int AT_ONCE = 100;

    Decision decide() {
        var events = new ArrayList<Event>();
        var inbox = state.find(new OfInbox(command.workspaceId(), command.sandboxId()));
        var ends = new Ends(state, command.workspaceId(), time);
        List<EntryRow> entries =
                inbox == null || state.find(new OfSandbox(command.workspaceId(), command.sandboxId())) != null
                        ? List.of()
                        : state.range(key(command.from()), key(Long.MAX_VALUE), AT_ONCE);
        for (var entry : entries) {
            if (entry.stage() != Stage.DEAD) {
                events.addAll(ends.deadLettered(entry, FailureReason.RECIPIENT_DELETED, null));
            }
        }
        return new Decision.Accepted(
                events, List.of(after(entries)), 1, List.of(command.sandboxId().value()));
    }

    private Note after(List<EntryRow> entries) {
        if (entries.size() < AT_ONCE) {
            return new DrainIsOver(command.workspaceId(), command.sandboxId(), command.due());
        }
        var last = state.get(
                new OfMessage(command.workspaceId(), entries.getLast().said().message()));
        return new DrainGoesOn(
                command.workspaceId(), command.sandboxId(), command.due(), last.number() + 1, time.plusMillis(1));
    }

    private OfEntry key(long number) {
        return new OfEntry(command.workspaceId(), command.sandboxId(), number);
    }
}
