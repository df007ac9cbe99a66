package io.roundtable.engine.delivery;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.Event;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.delivery.Holder;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decision;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.InboxRow;
import io.roundtable.engine.Derived;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which messages a receiver gets. */
final class Leasing {

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
        for (var entry : picking().pick(inbox, room)) {
            var leased = leased(entry, settings);
            events.add(leased);
            ids.add(leased.leaseId().value());
        }
        return new Decision.Accepted(events, List.of(), inbox.queued() - events.size(), ids);
    }

    private Picking picking() {
        return new Picking(state, command.workspaceId(), command.sandboxId(), asked.time());
    }

    private MessageLeased leased(EntryRow entry, DeliverySettings settings) {
        Instant until = asked.time().plusSeconds(ackWait(command.ackWaitSeconds(), settings));
        return leased(asked, entry, until, Holder.RECEIVER);
    }

    static MessageLeased leased(Asked<?> asked, EntryRow entry, Instant until, Holder holder) {
        var said = entry.said();
        LeaseId lease = Derived.lease(said.message(), entry.tries().leases() + 1, asked.seed());
        return new MessageLeased(
                asked.command().workspaceId(),
                said.to(),
                said.message(),
                lease,
                entry.tries().attempt() + 1,
                until,
                holder,
                said.correlationId());
    }

    static int ackWait(@Nullable Integer asked, DeliverySettings settings) {
        return asked != null ? asked : Objects.requireNonNull(settings.ackWaitSeconds());
    }
}
