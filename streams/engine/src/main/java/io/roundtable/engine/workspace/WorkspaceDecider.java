package io.roundtable.engine.workspace;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.INVALID_CHANGE;
import static io.roundtable.contract.RejectionCode.WORKSPACE_ARCHIVED;
import static io.roundtable.contract.RejectionCode.WORKSPACE_EXISTS;

import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.Patches;
import io.roundtable.contract.Principal;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceCommand;
import io.roundtable.contract.WorkspaceCommand.ArchiveWorkspace;
import io.roundtable.contract.WorkspaceCommand.ChangeWorkspace;
import io.roundtable.contract.WorkspaceCommand.CreateWorkspace;
import io.roundtable.contract.WorkspaceCommand.RemoveMember;
import io.roundtable.contract.WorkspaceCommand.SetMember;
import io.roundtable.contract.WorkspaceEvent;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceEvent.MemberSet;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decider;
import io.roundtable.engine.Decision;
import io.roundtable.engine.Gate;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Row.MemberRow;
import io.roundtable.engine.Row.WorkspaceDefinitionRow;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.RowKey.OfMember;
import io.roundtable.engine.RowKey.OfWorkspace;
import io.roundtable.engine.RowKey.OfWorkspaceDefinition;
import io.roundtable.engine.Rows;
import java.time.Instant;

/** What may be done to a workspace: owners and editors change it, owners archive it; {@link Members} has the rest. */
public final class WorkspaceDecider implements Decider<WorkspaceCommand, WorkspaceEvent> {

    @Override
    public Decision decide(Rows state, Asked<? extends WorkspaceCommand> asked) {
        return switch (asked.command()) {
            case CreateWorkspace command -> create(state, asked.about(command));
            case ChangeWorkspace command -> change(state, asked.about(command));
            case ArchiveWorkspace command -> archive(state, asked.about(command));
            case SetMember command -> Members.set(state, asked.about(command));
            case RemoveMember command -> Members.remove(state, asked.about(command));
        };
    }

    private static Decision create(Rows state, Asked<CreateWorkspace> asked) {
        var command = asked.command();
        var id = command.workspaceId();
        if (asked.principal().kind() != Principal.Kind.USER) {
            return Decision.rejected(FORBIDDEN, "only a user can own a workspace");
        }
        if (state.find(new OfWorkspace(id)) != null) {
            return Decision.rejected(WORKSPACE_EXISTS, "there is a workspace " + id + " already");
        }
        var owner = new UserId(asked.principal().id());
        return new Gate(state, asked)
                .atVersion(
                        0,
                        () -> Decision.accepted(1, id.value(), new WorkspaceCreated(id, command.definition(), owner)));
    }

    private static Decision change(Rows state, Asked<ChangeWorkspace> asked) {
        var gate = new Gate(state, asked);
        return gate.forMembers(
                Role.EDITOR,
                workspace -> gate.atVersion(workspace.version(), () -> changed(state, asked.command(), workspace)));
    }

    private static Decision changed(Rows state, ChangeWorkspace command, WorkspaceRow workspace) {
        var id = command.workspaceId();
        if (!workspace.active()) {
            return Decision.rejected(WORKSPACE_ARCHIVED, "the workspace is archived and can't be changed any more");
        }
        var definition = state.get(new OfWorkspaceDefinition(id)).definition();
        WorkspaceDefinition wanted;
        try {
            wanted = Patches.apply(command.patch(), definition, WorkspaceDefinition.class);
        } catch (InvalidInput e) {
            return Decision.rejected(INVALID_CHANGE, e.getMessage());
        }
        return wanted.equals(definition)
                ? Decision.unchanged(workspace.version(), id.value())
                : Decision.accepted(workspace.version() + 1, id.value(), new WorkspaceChanged(id, wanted));
    }

    private static Decision archive(Rows state, Asked<ArchiveWorkspace> asked) {
        var id = asked.command().workspaceId();
        var gate = new Gate(state, asked);
        return gate.forMembers(
                Role.OWNER,
                workspace -> gate.atVersion(
                        workspace.version(),
                        () -> workspace.active()
                                ? Decision.accepted(workspace.version() + 1, id.value(), new WorkspaceArchived(id))
                                : Decision.unchanged(workspace.version(), id.value())));
    }

    @Override
    public void evolve(MutableRows state, WorkspaceEvent event, Instant time) {
        var key = new OfWorkspace(event.workspaceId());
        var definition = new OfWorkspaceDefinition(event.workspaceId());
        switch (event) {
            case WorkspaceCreated created -> {
                state.put(key, WorkspaceRow.created(created.definition().settings()));
                state.put(definition, new WorkspaceDefinitionRow(created.definition()));
                state.put(new OfMember(created.workspaceId(), created.owner()), new MemberRow(Role.OWNER, 1));
            }
            case WorkspaceChanged changed -> {
                state.put(key, state.get(key).changed(changed.definition().settings()));
                state.put(definition, new WorkspaceDefinitionRow(changed.definition()));
            }
            case WorkspaceArchived _ -> state.put(key, state.get(key).archived());
            case MemberSet set -> Members.evolve(state, set);
            case MemberRemoved removed -> Members.evolve(state, removed);
        }
    }
}
