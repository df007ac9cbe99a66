package io.roundtable.engine;

import io.roundtable.contract.Principal;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.Row.WorkspaceRow;

/** What a principal is to a workspace, by the workspace's own rows. */
sealed interface Standing {

    /** Can't see the workspace, and must not learn whether it exists. */
    record Stranger() implements Standing {}

    record Member(WorkspaceRow workspace, Role role) implements Standing {

        boolean isAtLeast(Role least) {
            return role.compareTo(least) >= 0;
        }
    }

    /** The key of a sandbox that exists. */
    record Resident(WorkspaceRow workspace, SandboxId sandbox) implements Standing {}

    /** A part of Roundtable itself. */
    record Machinery(WorkspaceRow workspace) implements Standing {}

    static Standing of(Rows state, WorkspaceId workspaceId, Principal principal) {
        var workspace = state.find(new RowKey.OfWorkspace(workspaceId));
        if (workspace == null) {
            return new Stranger();
        }
        return switch (principal.kind()) {
            case USER -> {
                var member = state.find(new RowKey.OfMember(workspaceId, new UserId(principal.id())));
                yield member == null ? new Stranger() : new Member(workspace, member.role());
            }
            case SANDBOX -> {
                var self = new SandboxId(principal.id());
                var row = state.find(new RowKey.OfSandbox(workspaceId, self));
                yield row == null ? new Stranger() : new Resident(workspace, self);
            }
            case SYSTEM -> new Machinery(workspace);
        };
    }
}
