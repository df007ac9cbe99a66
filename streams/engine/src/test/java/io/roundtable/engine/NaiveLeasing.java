package io.roundtable.engine;

import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.message.Priority;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.Stage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Whom a receiver should get, found by looking at everything: no index, no head of a chain, no place to begin at. */
record NaiveLeasing(MapRows rows, LeaseMessages command, Instant now) {

    List<MessageId> pick() {
        var sandbox = rows.get(new RowKey.OfSandbox(command.workspaceId(), command.sandboxId()));
        var settings = sandbox.deliveryIn(rows.get(new RowKey.OfWorkspace(command.workspaceId())));
        var entries =
                Consistency.under(rows.rows(), "e/" + command.workspaceId() + "/" + command.sandboxId() + "/")
                        .values()
                        .stream()
                        .map(EntryRow.class::cast)
                        .toList();
        long leased =
                entries.stream().filter(entry -> entry.stage() == Stage.LEASED).count();
        long room = Math.min(command.max(), Objects.requireNonNull(settings.maxInFlight()) - leased);
        return merge(ready(entries, Priority.URGENT), ready(entries, Priority.NORMAL), room);
    }

    private List<MessageId> merge(ArrayDeque<MessageId> urgent, ArrayDeque<MessageId> normal, long room) {
        var inbox = rows.find(new OfInbox(command.workspaceId(), command.sandboxId()));
        int run = inbox == null ? 0 : inbox.urgentRun();
        var picked = new ArrayList<MessageId>();
        while (picked.size() < room && !(urgent.isEmpty() && normal.isEmpty())) {
            boolean normalsTurn = urgent.isEmpty() || (run >= 4 && !normal.isEmpty());
            run = normalsTurn ? 0 : run + 1;
            picked.add(normalsTurn ? normal.remove() : urgent.remove());
        }
        return picked;
    }

    private ArrayDeque<MessageId> ready(List<EntryRow> entries, Priority priority) {
        return entries.stream()
                .filter(entry -> entry.said().priority() == priority)
                .filter(entry -> entry.stage() == Stage.READY || entry.stage() == Stage.BLOCKED)
                .filter(entry -> entry.said().expiresAt() == null
                        || entry.said().expiresAt().isAfter(now))
                .filter(entry -> !entry.said().chained() || isFirstOfItsChain(entry, entries))
                .map(entry -> entry.said().message())
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private static boolean isFirstOfItsChain(EntryRow entry, List<EntryRow> entries) {
        return entries.stream()
                .filter(other -> other.said().chained())
                .filter(other -> Objects.equals(
                        other.said().correlationId(), entry.said().correlationId()))
                .findFirst()
                .orElseThrow()
                .equals(entry);
    }
}
