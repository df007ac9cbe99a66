package io.roundtable.http.access;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a path under {@code /v1/workspaces/{ws}} names.
 *
 * @param sandbox where it goes on with {@code /sandboxes/{sb}}
 */
record WorkspacePath(WorkspaceId workspace, @Nullable SandboxId sandbox) {

    /**
     * Reads a path.
     *
     * @return null where the path is of no workspace
     * @throws ProblemException 404 where an id in it can't be one
     */
    static @Nullable WorkspacePath parse(String path) {
        List<String> parts = List.of(path.split("/", -1));
        boolean isOfWorkspace = parts.size() > 3
                && parts.get(1).equals("v1")
                && parts.get(2).equals("workspaces")
                && !parts.get(3).isEmpty();
        if (!isOfWorkspace) {
            return null;
        }
        boolean namesSandbox = parts.size() > 5
                && parts.get(4).equals("sandboxes")
                && !parts.get(5).isEmpty();
        WorkspaceId workspace = workspace(parts.get(3));
        return new WorkspacePath(workspace, namesSandbox ? sandbox(parts.get(5)) : null);
    }

    private static WorkspaceId workspace(String text) {
        try {
            return new WorkspaceId(text);
        } catch (InvalidInput e) {
            throw ProblemException.of(ProblemCode.WORKSPACE_NOT_FOUND);
        }
    }

    private static SandboxId sandbox(String text) {
        try {
            return new SandboxId(text);
        } catch (InvalidInput e) {
            throw ProblemException.of(ProblemCode.SANDBOX_NOT_FOUND);
        }
    }
}
