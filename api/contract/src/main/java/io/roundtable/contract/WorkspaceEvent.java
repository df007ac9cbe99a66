package io.roundtable.contract;

import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;

/** What has happened to a workspace and its members. */
public sealed interface WorkspaceEvent extends Event {

    @Override
    default String subject() {
        return workspaceId().value();
    }

    /**
     * A workspace was made.
     *
     * @param owner its first member
     */
    record WorkspaceCreated(WorkspaceId workspaceId, WorkspaceDefinition definition, UserId owner)
            implements WorkspaceEvent {

        public WorkspaceCreated {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("definition", definition)
                    .required("owner", owner)
                    .done();
        }
    }

    /**
     * A workspace was renamed, described, or got other settings.
     *
     * @param definition the whole of it, as it is from now on
     */
    record WorkspaceChanged(WorkspaceId workspaceId, WorkspaceDefinition definition) implements WorkspaceEvent {

        public WorkspaceChanged {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("definition", definition)
                    .done();
        }
    }

    /** Nothing new is said in the workspace from now on; what was queued may finish. */
    record WorkspaceArchived(WorkspaceId workspaceId) implements WorkspaceEvent {

        public WorkspaceArchived {
            new Check().required("workspace_id", workspaceId).done();
        }
    }

    /** A user became a member, or a member got another role. */
    record MemberSet(WorkspaceId workspaceId, UserId userId, Role role) implements WorkspaceEvent {

        public MemberSet {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("user_id", userId)
                    .required("role", role)
                    .done();
        }
    }

    /** A user is no member any more. */
    record MemberRemoved(WorkspaceId workspaceId, UserId userId) implements WorkspaceEvent {

        public MemberRemoved {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("user_id", userId)
                    .done();
        }
    }
}
