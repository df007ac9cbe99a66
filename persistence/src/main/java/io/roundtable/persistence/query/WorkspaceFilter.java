package io.roundtable.persistence.query;

import io.roundtable.contract.workspace.Role;
import org.jspecify.annotations.Nullable;

/**
 * Which of a user's workspaces are wanted.
 *
 * @param role the user's in the workspace; null for any
 * @param active false for the archived ones; null for all
 */
public record WorkspaceFilter(@Nullable Role role, @Nullable Boolean active) {

    public static final WorkspaceFilter NONE = new WorkspaceFilter(null, null);
}
