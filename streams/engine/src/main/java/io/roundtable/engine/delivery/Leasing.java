package io.roundtable.engine.delivery;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.Event;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decision;
import io.roundtable.engine.DeliveryKey.OfEntry;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.DeliveryKey.OfReady;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.InboxRow;
import io.roundtable.engine.Derived;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.Rows;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a receiver gets: those that are ready, in the order in which they were sent; urgent ones first, but
 * after four of them in a row the oldest normal one, so that endless urgent traffic starves nobody.
 */
final class Leasing {

    private static final int URGENT_IN_A_ROW = 4;

    /** Ready entries whose time is over but whose timer hasn't spoken are passed over: so many more are looked at. */
    private static final int PASSED_OVER = 100;

    private final Rows state;
    private final LeaseMessages command;
    private final Asked<?> asked;

    Leasing(Rows state, LeaseMessages command, Asked<?> asked) {
        this.state = state;
        this.command = command;
        this.asked = asked;
    }

    /** The version of the outcome is what is left in the queue: who got less than he asked for learns whether to stay alert. */
    Decision decide(WorkspaceRow workspace, SandboxRow sandbox) {
        var settings = sandbox.deliveryIn(workspace);
        var row = state.find(new OfInbox(command.workspaceId(), command.sandboxId()));
        var inbox = row == null ? InboxRow.EMPTY : row;
        int room = Math.min(command.max(), Objects.requireNonNull(settings.maxInFlight()) - inbox.leased());
        var events = new ArrayList<Event>();
        var ids = new ArrayList<String>();
        for (var entry : room > 0 ? pick(inbox, room) : List.<EntryRow>of()) {
            var leased = leased(entry, settings);
            events.add(leased);
            ids.add(leased.leaseId().value());
        }
        return new Decision.Accepted(events, List.of(), inbox.queued() - events.size(), ids);
    }

    private List<EntryRow> pick(InboxRow inbox, int room) {
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
                var entry = state.get(new OfEntry(command.workspaceId(), command.sandboxId(), row.number()));
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
        return expiresAt == null || expiresAt.isAfter(asked.time());
    }

    private OfReady key(Priority priority, long number) {
        return new OfReady(command.workspaceId(), command.sandboxId(), priority, number);
    }

    private MessageLeased leased(EntryRow entry, DeliverySettings settings) {
        var message = entry.said().message();
        LeaseId lease = Derived.lease(message, entry.tries().leases() + 1, asked.seed());
        Instant until = asked.time().plusSeconds(ackWait(command.ackWaitSeconds(), settings));
        return new MessageLeased(
                command.workspaceId(),
                command.sandboxId(),
                message,
                lease,
                entry.tries().attempt() + 1,
                until,
                entry.said().correlationId());
    }

    static int ackWait(@Nullable Integer asked, DeliverySettings settings) {
        return asked != null ? asked : Objects.requireNonNull(settings.ackWaitSeconds());
    }
}
