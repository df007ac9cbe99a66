package io.roundtable.persistence.query;

import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;

/**
 * A member of a workspace.
 *
 * @param createdSequence the member's place in the list: by when members came
 */
public record MemberView(WorkspaceId workspaceId, UserId userId, Role role, long createdSequence, Stamp stamp) {}
