package io.roundtable.engine.workspace;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.LAST_OWNER;
import static io.roundtable.contract.RejectionCode.MEMBER_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.VERSION_MISMATCH;
import static io.roundtable.contract.RejectionCode.WORKSPACE_ARCHIVED;
import static io.roundtable.contract.RejectionCode.WORKSPACE_NOT_FOUND;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceCommand.RemoveMember;
import io.roundtable.contract.WorkspaceCommand.SetMember;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.workspace.Role;
import io.roundtable.engine.Row.MemberRow;
import io.roundtable.engine.RowKey.OfMember;
import io.roundtable.engine.RowKey.OfWorkspace;
import org.junit.jupiter.api.Test;

final class MembersTest {

    private static SetMember set(UserId user, Role role) {
        return new SetMember(LAB, user, role);
    }

    private static RemoveMember remove(UserId user) {
        return new RemoveMember(LAB, user);
    }

    @Test
    void shouldLetAnOwnerAddAMember() {
        var scene = givenLab().when(set(STEN, Role.EDITOR), OWNER).then(member(STEN, Role.EDITOR));

        assertThat(scene.row(new OfMember(LAB, STEN))).isEqualTo(new MemberRow(Role.EDITOR, 1));
    }

    @Test
    void shouldRejectMembersSetByAnybodyButAnOwner() {
        givenLab().when(set(STEN, Role.VIEWER), EDITOR).thenRejected(FORBIDDEN);
        givenLab().when(set(VITO, Role.OWNER), VIEWER).thenRejected(FORBIDDEN);
        givenLab().when(set(STEN, Role.OWNER), ALICES_KEY).thenRejected(FORBIDDEN);
        givenLab().when(set(STEN, Role.OWNER), TIMER).thenRejected(FORBIDDEN);
        givenLab().when(set(STEN, Role.OWNER), STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
    }

    @Test
    void shouldCountAMembersVersionsApartFromTheWorkspaces() {
        var scene = givenLab();

        scene.when(set(VITO, Role.EDITOR), OWNER).thenAccepted(2, VITO.value());
        scene.when(set(VITO, Role.OWNER), OWNER).thenAccepted(3, VITO.value());

        assertThat(scene.row(new OfWorkspace(LAB)).version()).isEqualTo(1);
    }

    @Test
    void shouldSayNothingWhenTheRoleIsTheSame() {
        givenLab().when(set(VITO, Role.VIEWER), OWNER).thenUnchanged(1);
        givenLab().when(set(OLGA, Role.OWNER), OWNER).thenUnchanged(1);
    }

    @Test
    void shouldRejectDemotionOfTheLastOwner() {
        givenLab().when(set(OLGA, Role.EDITOR), OWNER).thenRejected(LAST_OWNER);
    }

    @Test
    void shouldLetAnOwnerStepDownWhenThereIsAnother() {
        var scene = givenLab().and(member(EDDA, Role.OWNER));

        scene.when(set(OLGA, Role.VIEWER), OWNER).thenAccepted(2, OLGA.value());
        scene.when(set(EDDA, Role.VIEWER), EDITOR).thenRejected(LAST_OWNER);
    }

    @Test
    void shouldLetMembersLeave() {
        givenLab().when(remove(VITO), VIEWER).then(new MemberRemoved(LAB, VITO));
    }

    @Test
    void shouldLetOwnersAloneTakeOutOthers() {
        givenLab().when(remove(VITO), OWNER).then(new MemberRemoved(LAB, VITO));
        givenLab().when(remove(VITO), EDITOR).thenRejected(FORBIDDEN);
        givenLab().when(remove(VITO), ALICES_KEY).thenRejected(FORBIDDEN);
        givenLab().when(remove(VITO), STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
    }

    @Test
    void shouldForgetWhoHasLeft() {
        var scene = givenLab().and(new MemberRemoved(LAB, VITO));

        scene.when(remove(VITO), VIEWER).thenRejected(WORKSPACE_NOT_FOUND);
        scene.when(set(VITO, Role.EDITOR), OWNER).thenAccepted(1, VITO.value());
    }

    @Test
    void shouldRejectRemovalOfWhoIsNoMember() {
        givenLab().when(remove(STEN), OWNER).thenRejected(MEMBER_NOT_FOUND, STEN.value());
    }

    @Test
    void shouldNotLetTheLastOwnerLeave() {
        givenLab().when(remove(OLGA), OWNER).thenRejected(LAST_OWNER);
    }

    @Test
    void shouldLetAnOwnerLeaveWhenThereIsAnother() {
        var scene = givenLab().and(member(EDDA, Role.OWNER));

        scene.when(remove(OLGA), OWNER).then(new MemberRemoved(LAB, OLGA));
        scene.when(remove(EDDA), EDITOR).thenRejected(LAST_OWNER);
    }

    @Test
    void shouldRejectWhenAnotherVersionOfTheMemberWasSeen() {
        givenLab().ifMatch(2).when(set(VITO, Role.EDITOR), OWNER).thenRejected(VERSION_MISMATCH);
        givenLab().ifMatch(1).when(set(VITO, Role.EDITOR), OWNER).thenAccepted(2, VITO.value());
        givenLab().ifMatch(1).when(set(STEN, Role.EDITOR), OWNER).thenRejected(VERSION_MISMATCH, "found 0");
        givenLab().ifMatch(2).when(remove(VITO), OWNER).thenRejected(VERSION_MISMATCH);
        givenLab().ifMatch(9).when(remove(OLGA), OWNER).thenRejected(VERSION_MISMATCH);
    }

    @Test
    void shouldTakeNoNewMembersWhenArchived() {
        givenLab().and(labArchived()).when(set(STEN, Role.VIEWER), OWNER).thenRejected(WORKSPACE_ARCHIVED);
    }

    @Test
    void shouldStillChangeRolesAndTakeOutMembersWhenArchived() {
        givenLab().and(labArchived()).when(set(VITO, Role.OWNER), OWNER).then(member(VITO, Role.OWNER));
        givenLab().and(labArchived()).when(remove(VITO), OWNER).then(new MemberRemoved(LAB, VITO));
    }
}
