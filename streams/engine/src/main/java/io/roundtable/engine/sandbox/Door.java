package io.roundtable.engine.sandbox;

import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.Decision;
import io.roundtable.engine.Gate;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.RowKey.OfSandbox;
import java.util.function.Function;

/** Leads to a sandbox that exists, for those who may go there: right first, then existence, then version. */
record Door(Gate gate, WorkspaceId workspaceId, SandboxId sandboxId) {

    Decision forEditors(Function<SandboxRow, Decision> rule) {
        return gate.forMembers(Role.EDITOR, _ -> existing(rule));
    }

    /** Editors, and the sandbox itself. */
    Decision forItself(Function<SandboxRow, Decision> rule) {
        return gate.forSandbox(sandboxId, _ -> existing(rule));
    }

    private Decision existing(Function<SandboxRow, Decision> rule) {
        var sandbox = gate.state().find(new OfSandbox(workspaceId, sandboxId));
        return sandbox == null
                ? Decision.rejected(RejectionCode.SANDBOX_NOT_FOUND, "there is no sandbox " + sandboxId)
                : gate.atVersion(sandbox.version(), () -> rule.apply(sandbox));
    }
}
