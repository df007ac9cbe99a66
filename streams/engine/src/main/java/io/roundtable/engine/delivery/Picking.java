package io.roundtable.engine.delivery;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.Priority;
import io.roundtable.engine.DeliveryKey.OfEntry;
import io.roundtable.engine.DeliveryKey.OfReady;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.InboxRow;
import io.roundtable.engine.Rows;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Which messages of a queue are given out next: those that are ready, in the order in which they were sent; urgent ones
 * first, but after four of them in a row the oldest normal one, so that endless urgent traffic starves nobody.
 */
record Picking(Rows state, WorkspaceId workspace, SandboxId sandbox, Instant time) {

    private static final int URGENT_IN_A_ROW = 4;

    /** Ready entries whose time is over but whose timer hasn't spoken are passed over: so many more are looked at. */
    private static final int PASSED_OVER = 100;

    /** @param room most entries */
    List<EntryRow> pick(InboxRow inbox, int room) {
        if (room <= 0) {
            return List.of();
        }
        Deque<EntryRow> urgent = ready(inbox, Priority.URGENT, room);
        Deque<EntryRow> normal = ready(inbox, Priority.NORMAL, room);
        var picked = new ArrayList<EntryRow>();
        int run = inbox.urgentRun();
        while (picked.size() < room && !(urgent.isEmpty() && normal.isEmpty())) {
            boolean isUrgent = !urgent.isEmpty() && (run < URGENT_IN_A_ROW || normal.isEmpty());
            picked.add(isUrgent ? urgent.remove() : normal.remove());
            run = isUrgent ? run + 1 : 0;
        }
        return picked;
    }

    private Deque<EntryRow> ready(InboxRow inbox, Priority priority, int room) {
        var entries = new ArrayDeque<EntryRow>();
        long from = inbox.scan().first(priority);
        // one page is enough but where something is passed over
        for (int page : List.of(room, PASSED_OVER)) {
            var rows = state.range(key(priority, from), key(priority, Long.MAX_VALUE), page);
            for (var row : rows) {
                var entry = state.get(new OfEntry(workspace, sandbox, row.number()));
                if (entries.size() < room && isWorthIt(entry)) {
                    entries.add(entry);
                }
            }
            if (rows.size() < page || entries.size() == room) {
                return entries;
            }
            from = rows.getLast().number() + 1;
        }
        return entries;
    }

    private boolean isWorthIt(EntryRow entry) {
        var expiresAt = entry.said().expiresAt();
        return expiresAt == null || expiresAt.isAfter(time);
    }

    private OfReady key(Priority priority, long number) {
        return new OfReady(workspace, sandbox, priority, number);
    }
}
