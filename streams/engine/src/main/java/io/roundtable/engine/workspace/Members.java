package io.roundtable.engine.workspace;

import static io.roundtable.contract.RejectionCode.LAST_OWNER;
import static io.roundtable.contract.RejectionCode.MEMBER_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.WORKSPACE_ARCHIVED;

import io.roundtable.contract.Principal;
import io.roundtable.contract.WorkspaceCommand.RemoveMember;
import io.roundtable.contract.WorkspaceCommand.SetMember;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceEvent.MemberSet;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decision;
import io.roundtable.engine.Gate;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Row.MemberRow;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.RowKey.OfMember;
import io.roundtable.engine.RowKey.OfWorkspace;
import io.roundtable.engine.Rows;
import org.jspecify.annotations.Nullable;

/** Who belongs to a workspace: owners decide, anybody may leave, and an owner is always left. */
final class Members {

    private Members() {}

    static Decision set(Rows state, Asked<SetMember> asked) {
        var command = asked.command();
        var member = state.find(new OfMember(command.workspaceId(), command.userId()));
        var gate = new Gate(state, asked);
        return gate.forMembers(
                Role.OWNER,
                workspace -> gate.atVersion(
                        member == null ? 0 : member.version(),
                        () -> member == null ? added(command, workspace) : given(command, workspace, member)));
    }

    private static Decision added(SetMember command, WorkspaceRow workspace) {
        return workspace.active()
                ? Decision.accepted(1, command.userId().value(), event(command))
                : Decision.rejected(WORKSPACE_ARCHIVED, "the workspace is archived and takes no new members");
    }

    private static Decision given(SetMember command, WorkspaceRow workspace, MemberRow member) {
        String id = command.userId().value();
        if (member.role() == command.role()) {
            return Decision.unchanged(member.version(), id);
        }
        return isLastOwner(workspace, member)
                ? lastOwner()
                : Decision.accepted(member.version() + 1, id, event(command));
    }

    static Decision remove(Rows state, Asked<RemoveMember> asked) {
        var command = asked.command();
        var gate = new Gate(state, asked);
        boolean leaving = asked.principal().equals(Principal.user(command.userId()));
        return gate.forMembers(leaving ? Role.VIEWER : Role.OWNER, workspace -> {
            var member = state.find(new OfMember(command.workspaceId(), command.userId()));
            if (member == null) {
                return Decision.rejected(MEMBER_NOT_FOUND, command.userId() + " is no member of the workspace");
            }
            return gate.atVersion(member.version(), () -> removed(command, workspace, member));
        });
    }

    private static Decision removed(RemoveMember command, WorkspaceRow workspace, MemberRow member) {
        return isLastOwner(workspace, member)
                ? lastOwner()
                : Decision.accepted(
                        member.version() + 1,
                        command.userId().value(),
                        new MemberRemoved(command.workspaceId(), command.userId()));
    }

    static void evolve(MutableRows state, MemberSet event) {
        var key = new OfMember(event.workspaceId(), event.userId());
        var before = state.find(key);
        state.put(key, new MemberRow(event.role(), before == null ? 1 : before.version() + 1));
        countOwners(state, new OfWorkspace(event.workspaceId()), before, event.role());
    }

    static void evolve(MutableRows state, MemberRemoved event) {
        var key = new OfMember(event.workspaceId(), event.userId());
        countOwners(state, new OfWorkspace(event.workspaceId()), state.get(key), null);
        state.remove(key);
    }

    private static void countOwners(
            MutableRows state, OfWorkspace key, @Nullable MemberRow before, @Nullable Role after) {
        boolean was = before != null && before.role() == Role.OWNER;
        boolean is = after == Role.OWNER;
        if (was != is) {
            state.put(key, state.get(key).withOwners(is ? 1 : -1));
        }
    }

    private static boolean isLastOwner(WorkspaceRow workspace, MemberRow member) {
        return member.role() == Role.OWNER && workspace.owners() == 1;
    }

    private static Decision lastOwner() {
        return Decision.rejected(LAST_OWNER, "a workspace must keep an owner; make somebody else one first");
    }

    private static MemberSet event(SetMember command) {
        return new MemberSet(command.workspaceId(), command.userId(), command.role());
    }
}
