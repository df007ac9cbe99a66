package io.roundtable.contract;

import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;

/** Commands about a workspace and its members. */
public sealed interface WorkspaceCommand extends Command {

    @Override
    default String subject() {
        return workspaceId().value();
    }

    /** Makes a workspace; whoever gives the command becomes its owner. */
    record CreateWorkspace(WorkspaceId workspaceId, WorkspaceDefinition definition) implements WorkspaceCommand {

        public CreateWorkspace {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("definition", definition)
                    .done();
        }
    }

    /**
     * Renames, describes or changes settings.
     *
     * @param patch a merge patch (RFC 7396) of {@link WorkspaceDefinition}
     */
    record ChangeWorkspace(WorkspaceId workspaceId, RawJson patch) implements WorkspaceCommand {

        /** A valid definition on which a patch can be tried before anybody knows the real one. */
        private static final WorkspaceDefinition SAMPLE = new WorkspaceDefinition("sample", null, null);

        public ChangeWorkspace {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("patch", patch)
                    .done();
            Patches.check(patch, SAMPLE, WorkspaceDefinition.class);
        }
    }

    /** No new messages from now on; what is queued may finish, and reading goes on. */
    record ArchiveWorkspace(WorkspaceId workspaceId) implements WorkspaceCommand {

        public ArchiveWorkspace {
            new Check().required("workspace_id", workspaceId).done();
        }
    }

    /** Makes a user a member, or gives a member another role. */
    record SetMember(WorkspaceId workspaceId, UserId userId, Role role) implements WorkspaceCommand {

        public SetMember {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("user_id", userId)
                    .required("role", role)
                    .done();
        }
    }

    /** Takes a member out; members may take out themselves. */
    record RemoveMember(WorkspaceId workspaceId, UserId userId) implements WorkspaceCommand {

        public RemoveMember {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("user_id", userId)
                    .done();
        }
    }
}
