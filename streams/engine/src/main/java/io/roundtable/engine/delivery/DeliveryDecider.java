package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.SANDBOX_NOT_FOUND;

import io.roundtable.contract.DeadLetterCommand;
import io.roundtable.contract.DeliveryCommand;
import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.MessageOffered;
import io.roundtable.contract.InboxCommand;
import io.roundtable.contract.InboxCommand.DrainInbox;
import io.roundtable.contract.InboxCommand.ExpireMessage;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.InboxCommand.OfferMessage;
import io.roundtable.contract.LeaseCommand;
import io.roundtable.contract.LeaseCommand.ExpireLease;
import io.roundtable.contract.LeaseCommand.RecordDelivery;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decider;
import io.roundtable.engine.Decision;
import io.roundtable.engine.DeliveryKey.OfEntry;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Gate;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Note;
import io.roundtable.engine.Note.DrainGoesOn;
import io.roundtable.engine.Note.DrainIsOver;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.RowKey.OfDue;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.Rows;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How messages are handed out and come back: receivers are editors, owners, and a sandbox's key for itself; dead letters
 * are for editors and owners. What timers ask is decided by what the state says is due, so that a timer that asks twice
 * or too late changes nothing.
 */
public final class DeliveryDecider implements Decider<DeliveryCommand, DeliveryEvent> {

    @Override
    public Decision decide(Rows state, Asked<? extends DeliveryCommand> asked) {
        var gate = new Gate(state, asked);
        return switch (asked.command()) {
            case LeaseMessages lease -> gate.forSandbox(lease.sandboxId(), workspace -> lease(gate, lease, workspace));
            case OfferMessage offer -> gate.forTimer(_ -> offer(gate, offer));
            case ExpireMessage expire -> gate.forTimer(_ -> expire(gate, expire));
            case DrainInbox drain -> gate.forTimer(_ -> new Draining(state, drain, asked.time()).decide());
            case ExpireLease expire -> gate.forTimer(workspace -> new Leases(state, expire, asked).decide(workspace));
            case RecordDelivery report ->
                gate.forTimer(workspace -> new Leases(state, report, asked).decide(workspace));
            case LeaseCommand held ->
                gate.forSandbox(held.sandboxId(), workspace -> new Leases(state, held, asked).decide(workspace));
            case DeadLetterCommand dead ->
                gate.forMembers(Role.EDITOR, workspace -> new DeadLetters(state, dead).decide(workspace));
        };
    }

    private static Decision lease(Gate gate, LeaseMessages command, WorkspaceRow workspace) {
        var sandbox = gate.state().find(new OfSandbox(command.workspaceId(), command.sandboxId()));
        return sandbox == null
                ? Decision.rejected(SANDBOX_NOT_FOUND, "there is no sandbox " + command.sandboxId())
                : new Leasing(gate.state(), command, gate.asked()).decide(workspace, sandbox);
    }

    private static Decision offer(Gate gate, OfferMessage command) {
        var entry = entry(gate.state(), command, command.messageId());
        Instant due = entry == null || entry.stage() != Stage.WAITING ? null : entry.due();
        String id = command.messageId().value();
        if (entry == null || due == null || gate.asked().time().isBefore(due)) {
            return Decision.unchanged(1, id);
        }
        return Decision.accepted(
                1,
                id,
                new MessageOffered(
                        command.workspaceId(),
                        command.sandboxId(),
                        command.messageId(),
                        entry.said().correlationId()));
    }

    private static Decision expire(Gate gate, ExpireMessage command) {
        var entry = entry(gate.state(), command, command.messageId());
        Instant expiresAt = entry == null ? null : entry.said().expiresAt();
        boolean isWaiting = entry != null
                && switch (entry.stage()) {
                    case WAITING, BLOCKED, READY -> true;
                    case LEASED, DEAD -> false;
                };
        Instant now = gate.asked().time();
        if (entry == null || expiresAt == null || !isWaiting || now.isBefore(expiresAt)) {
            return Decision.unchanged(1, command.messageId().value());
        }
        var events = new Ends(gate.state(), command.workspaceId(), now).expired(entry);
        return new Decision.Accepted(
                events, List.of(), 1, List.of(command.messageId().value()));
    }

    private static @Nullable EntryRow entry(Rows state, InboxCommand command, MessageId message) {
        var row = state.find(new OfMessage(command.workspaceId(), message));
        return row == null ? null : state.get(new OfEntry(command.workspaceId(), row.to(), row.number()));
    }

    @Override
    public void evolve(MutableRows state, DeliveryEvent event, Instant time) {
        new Course(state, event.workspaceId(), event.sandboxId(), time).evolve(event);
    }

    /** Takes down how far the queue of a deleted sandbox has been cleared. */
    public void note(MutableRows state, Note.OfDrain note) {
        state.remove(OfDue.of(DueRow.drain(note.workspaceId(), note.sandboxId(), 0, note.due())));
        switch (note) {
            case DrainGoesOn on -> state.due(DueRow.drain(on.workspaceId(), on.sandboxId(), on.from(), on.next()));
            case DrainIsOver _ -> {}
        }
    }
}
