package io.roundtable.engine.sandbox;

import static io.roundtable.contract.RejectionCode.ILLEGAL_TRANSITION;
import static io.roundtable.contract.RejectionCode.INVALID_CHANGE;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Patches;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.ChangeSandboxStatus;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.engine.Decision;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.RowKey.OfSandboxDefinition;
import io.roundtable.engine.Rows;
import java.util.Objects;
import java.util.stream.Collectors;

/** Changes of what a sandbox is, and of where it is in its life. */
final class Changes {

    private Changes() {}

    static Decision change(Rows state, ChangeSandbox command, SandboxRow sandbox) {
        String id = command.sandboxId().value();
        var definition = state.get(new OfSandboxDefinition(command.workspaceId(), command.sandboxId()))
                .definition();
        SandboxDefinition wanted;
        try {
            wanted = Patches.apply(command.patch(), definition, SandboxDefinition.class);
        } catch (InvalidInput e) {
            return Decision.rejected(INVALID_CHANGE, e.getMessage());
        }
        if (wanted.equals(definition)) {
            return Decision.unchanged(sandbox.version(), id);
        }
        var event = new SandboxChanged(command.workspaceId(), command.sandboxId(), wanted);
        return Decision.accepted(sandbox.version() + 1, id, event);
    }

    /** The container and how to reach it stay what they were unless the command says otherwise. */
    static Decision move(Rows state, ChangeSandboxStatus command, SandboxRow sandbox) {
        var from = Life.of(sandbox.status());
        var to = from.to(command.status());
        if (to == null) {
            return illegal(from, command.status());
        }
        var before = state.get(new OfSandboxDefinition(command.workspaceId(), command.sandboxId()));
        String container = command.containerId();
        var event = new SandboxStatusChanged(
                command.workspaceId(),
                command.sandboxId(),
                from.status(),
                to.status(),
                command.reason(),
                container != null ? container : before.containerId(),
                Objects.requireNonNullElse(
                        command.connectionDetails(), before.definition().connectionDetails()));
        return Decision.accepted(sandbox.version() + 1, command.sandboxId().value(), event);
    }

    /** Most moves leave container and connection as they are, and then the definition isn't written again. */
    static void reach(MutableRows state, OfSandboxDefinition key, SandboxStatusChanged event) {
        var before = state.get(key);
        var after = before.reachedBy(event.containerId(), event.connectionDetails());
        if (!after.equals(before)) {
            state.put(key, after);
        }
    }

    private static Decision illegal(Life from, SandboxStatus to) {
        String legal = from.legal().stream().map(SandboxStatus::wire).collect(Collectors.joining(", "));
        return Decision.rejected(
                ILLEGAL_TRANSITION, "from " + from.status() + " to " + to + "; from there it may go to " + legal);
    }
}
