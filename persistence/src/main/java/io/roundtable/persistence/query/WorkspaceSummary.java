package io.roundtable.persistence.query;

import io.roundtable.contract.workspace.Role;

/**
 * A workspace in a user's list.
 *
 * @param role the user's
 */
public record WorkspaceSummary(WorkspaceView workspace, Role role, Counts counts) {

    WorkspaceKey key() {
        return new WorkspaceKey(workspace.stamp().createdAt(), workspace.workspaceId());
    }
}
