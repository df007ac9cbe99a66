package io.roundtable.engine.sandbox;

import static io.roundtable.contract.RejectionCode.SANDBOX_EXISTS;
import static io.roundtable.contract.RejectionCode.WORKSPACE_ARCHIVED;

import io.roundtable.contract.SandboxCommand;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.ChangeSandboxStatus;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxEvent;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decider;
import io.roundtable.engine.Decision;
import io.roundtable.engine.DeliveryKey.OfWebhook;
import io.roundtable.engine.Gate;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Note;
import io.roundtable.engine.Row.SandboxDefinitionRow;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.RowKey.OfSandboxDefinition;
import io.roundtable.engine.Rows;
import io.roundtable.engine.delivery.Mailbox;
import java.time.Instant;

/**
 * What may be done to a sandbox: editors make, change and delete it; they and its own key report how it is. In an
 * archived workspace nothing new is made, but what is there may still be wound down.
 */
public final class SandboxDecider implements Decider<SandboxCommand, SandboxEvent> {

    @Override
    public Decision decide(Rows state, Asked<? extends SandboxCommand> asked) {
        var command = asked.command();
        var gate = new Gate(state, asked);
        var door = new Door(gate, command.workspaceId(), command.sandboxId());
        return switch (command) {
            case CreateSandbox create -> gate.forMembers(Role.EDITOR, workspace -> create(gate, create, workspace));
            case ChangeSandbox change -> door.forEditors(sandbox -> Changes.change(state, change, sandbox));
            case DeleteSandbox delete -> door.forEditors(sandbox -> delete(delete, sandbox));
            case ChangeSandboxStatus move -> door.forItself(sandbox -> Changes.move(state, move, sandbox));
            case RecordHeartbeat beat -> door.forItself(sandbox -> Heartbeats.record(gate, beat, sandbox));
            case ExpireHealth expire -> gate.forTimer(_ -> Heartbeats.expire(gate, expire));
        };
    }

    private static Decision create(Gate gate, CreateSandbox command, WorkspaceRow workspace) {
        var id = command.sandboxId();
        var there = gate.state().find(new OfSandbox(command.workspaceId(), id));
        return gate.atVersion(there == null ? 0 : there.version(), () -> {
            if (!workspace.active()) {
                return Decision.rejected(WORKSPACE_ARCHIVED, "the workspace is archived and takes no new sandboxes");
            }
            if (there != null) {
                return Decision.rejected(SANDBOX_EXISTS, "there is a sandbox " + id + " already");
            }
            if (Mailbox.isHaunted(gate.state(), command.workspaceId(), id)) {
                return Decision.rejected(
                        SANDBOX_EXISTS,
                        "there was a sandbox " + id + ", and messages to it are left that nobody has decided about");
            }
            return Decision.accepted(
                    1, id.value(), new SandboxCreated(command.workspaceId(), id, command.definition()));
        });
    }

    private static Decision delete(DeleteSandbox command, SandboxRow sandbox) {
        var event = new SandboxDeleted(command.workspaceId(), command.sandboxId());
        return Decision.accepted(sandbox.version() + 1, command.sandboxId().value(), event);
    }

    @Override
    public void evolve(MutableRows state, SandboxEvent event, Instant time) {
        var key = new OfSandbox(event.workspaceId(), event.sandboxId());
        var definition = new OfSandboxDefinition(event.workspaceId(), event.sandboxId());
        switch (event) {
            case SandboxCreated created -> {
                state.put(key, SandboxRow.created(created.definition().delivery()));
                state.put(definition, new SandboxDefinitionRow(created.definition(), null));
            }
            case SandboxChanged changed -> {
                state.put(key, state.get(key).changed(changed.definition().delivery()));
                state.put(definition, state.get(definition).changed(changed.definition()));
            }
            case SandboxStatusChanged moved -> {
                state.put(key, state.get(key).moved(moved.to()));
                Changes.reach(state, definition, moved);
            }
            case SandboxHealthReported reported -> {
                state.put(key, state.get(key).heard(reported.health(), reported.lastHeartbeatAt()));
                Heartbeats.reported(state, reported, time);
            }
            case SandboxDeleted _ -> {
                state.remove(key);
                state.remove(definition);
                state.remove(new OfWebhook(event.workspaceId(), event.sandboxId()));
                Mailbox.orphan(state, event.workspaceId(), event.sandboxId(), time);
                Heartbeats.forget(state, event.workspaceId(), event.sandboxId());
            }
        }
    }

    /** Takes down a heartbeat, or a check put off, without an event. */
    public void note(MutableRows state, Note.OfHealth note) {
        Heartbeats.note(state, note);
    }
}
