package io.roundtable.engine.workspace;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.INVALID_CHANGE;
import static io.roundtable.contract.RejectionCode.VERSION_MISMATCH;
import static io.roundtable.contract.RejectionCode.WORKSPACE_ARCHIVED;
import static io.roundtable.contract.RejectionCode.WORKSPACE_EXISTS;
import static io.roundtable.contract.RejectionCode.WORKSPACE_NOT_FOUND;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.given;
import static io.roundtable.engine.Scene.givenLab;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Principal;
import io.roundtable.contract.WorkspaceCommand.ArchiveWorkspace;
import io.roundtable.contract.WorkspaceCommand.ChangeWorkspace;
import io.roundtable.contract.WorkspaceCommand.CreateWorkspace;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.contract.workspace.LlmProvider;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.SandboxDefaults;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.contract.workspace.WorkspaceSettings;
import io.roundtable.engine.Row.MemberRow;
import io.roundtable.engine.Row.WorkspaceDefinitionRow;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.RowKey.OfMember;
import io.roundtable.engine.RowKey.OfWorkspace;
import io.roundtable.engine.RowKey.OfWorkspaceDefinition;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WorkspaceDeciderTest {

    private static final WorkspaceDefinition PLAIN = new WorkspaceDefinition("Laboratory", null, null);
    private static final CreateWorkspace CREATE = new CreateWorkspace(LAB, PLAIN);
    private static final ArchiveWorkspace ARCHIVE = new ArchiveWorkspace(LAB);

    private static ChangeWorkspace patch(String patch) {
        return new ChangeWorkspace(LAB, json(patch));
    }

    @Test
    void shouldMakeTheCreatorItsOwner() {
        var scene = given().when(CREATE, OWNER).then(new WorkspaceCreated(LAB, PLAIN, OLGA));

        assertThat(scene.row(new OfWorkspace(LAB)))
                .isEqualTo(new WorkspaceRow(true, 1, CollaborationPolicy.OPEN, DeliverySettings.UNSET, 1));
        assertThat(scene.row(new OfWorkspaceDefinition(LAB))).isEqualTo(new WorkspaceDefinitionRow(PLAIN));
        assertThat(scene.row(new OfMember(LAB, OLGA))).isEqualTo(new MemberRow(Role.OWNER, 1));
    }

    @Test
    void shouldAnswerCreationWithIdAndFirstVersion() {
        given().when(CREATE, OWNER).thenAccepted(1, LAB.value());
    }

    @Test
    void shouldRejectCreationWhenThereIsOne() {
        givenLab().when(CREATE, OWNER).thenRejected(WORKSPACE_EXISTS, LAB.value());
    }

    @Test
    void shouldRejectCreationByAnybodyButAUser() {
        given().when(CREATE, ALICES_KEY).thenRejected(FORBIDDEN);
        given().when(CREATE, TIMER).thenRejected(FORBIDDEN);
    }

    @Test
    void shouldRejectCreationWhenAVersionIsExpectedOfWhatIsNotThere() {
        given().ifMatch(1).when(CREATE, OWNER).thenRejected(VERSION_MISMATCH);
    }

    @Test
    void shouldLetOwnersAndEditorsRename() {
        var renamed = new WorkspaceDefinition("Library", null, null);
        givenLab().when(patch("{\"name\":\"Library\"}"), OWNER).then(new WorkspaceChanged(LAB, renamed));
        givenLab().when(patch("{\"name\":\"Library\"}"), EDITOR).then(new WorkspaceChanged(LAB, renamed));
    }

    @Test
    void shouldRejectChangeByViewer() {
        givenLab().when(patch("{\"name\":\"Library\"}"), VIEWER).thenRejected(FORBIDDEN, "editor", "viewer");
    }

    @Test
    void shouldRejectChangeBySandboxOrTimer() {
        givenLab().when(patch("{}"), ALICES_KEY).thenRejected(FORBIDDEN);
        givenLab().when(patch("{}"), TIMER).thenRejected(FORBIDDEN);
    }

    @Test
    void shouldTellStrangersThatThereIsNoWorkspace() {
        givenLab().when(patch("{}"), STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
        givenLab().when(ARCHIVE, STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
        givenLab().when(patch("{}"), Principal.sandbox(NOBODY)).thenRejected(WORKSPACE_NOT_FOUND);
    }

    @Test
    void shouldTellEverybodyTheSameOfAWorkspaceThatDoesNotExist() {
        for (var principal : List.of(OWNER, STRANGER, ALICES_KEY, TIMER)) {
            given().when(patch("{}"), principal).thenRejected(WORKSPACE_NOT_FOUND);
        }
    }

    @Test
    void shouldAnswerAStrangerInTheSameWordsWhetherOrNotThereIsAWorkspace() {
        var there = givenLab().when(ARCHIVE, STRANGER);
        var missing = given().when(ARCHIVE, STRANGER);

        assertThat(there).usingRecursiveComparison().ignoringFields("this$0").isEqualTo(missing);
    }

    @Test
    void shouldCountVersionsFromOneWithEveryChange() {
        var scene = givenLab();

        scene.when(patch("{\"name\":\"a\"}"), OWNER).thenAccepted(2, LAB.value());
        scene.when(patch("{\"name\":\"b\"}"), OWNER).thenAccepted(3, LAB.value());
        scene.when(ARCHIVE, OWNER).thenAccepted(4, LAB.value());

        assertThat(scene.row(new OfWorkspace(LAB)).version()).isEqualTo(4);
    }

    @Test
    void shouldSayNothingWhenAChangeChangesNothing() {
        givenLab().when(patch("{}"), OWNER).thenUnchanged(1);
        givenLab()
                .when(patch("{\"name\":\"Laboratory\",\"description\":null}"), OWNER)
                .thenUnchanged(1);
    }

    @Test
    void shouldMergeSettingsAndLeaveTheRest() {
        var scene = givenLab();
        scene.when(patch("{\"settings\":{\"sandbox_defaults\":{\"delivery\":{\"max_attempts\":9}}}}"), OWNER);

        var changed = scene.when(patch("{\"settings\":{\"collaboration\":{\"allow_broadcast\":false}}}"), OWNER)
                .only(WorkspaceChanged.class);

        var delivery = new DeliverySettings(null, 9, null, null, null, null);
        assertThat(changed.definition().settings())
                .isEqualTo(new WorkspaceSettings(
                        new SandboxDefaults(null, delivery), null, null, new CollaborationPolicy(false, null, null)));
    }

    @Test
    void shouldKeepPolicyAndDefaultsWhereMessagesFindThem() {
        var scene = givenLab();

        scene.when(
                patch("{\"settings\":{\"collaboration\":{\"max_hops\":3},"
                        + "\"sandbox_defaults\":{\"delivery\":{\"max_attempts\":9}}}}"),
                OWNER);

        var row = scene.row(new OfWorkspace(LAB));
        assertThat(row.collaboration()).isEqualTo(new CollaborationPolicy(null, null, 3));
        assertThat(row.delivery()).isEqualTo(new DeliverySettings(null, 9, null, null, null, null));
        scene.when(patch("{\"settings\":null}"), OWNER).thenAccepted(3, LAB.value());
        assertThat(scene.row(new OfWorkspace(LAB)))
                .isEqualTo(new WorkspaceRow(true, 1, CollaborationPolicy.OPEN, DeliverySettings.UNSET, 3));
    }

    @Test
    void shouldRejectAChangeThatWouldMakeTheDefinitionTooLargeForARecord() {
        var models = Collections.nCopies(100, "m".repeat(200));
        var providers = IntStream.range(0, 32)
                .mapToObj(i -> new LlmProvider("p" + i, "x", null, models, null))
                .toList();
        var almostFull = new WorkspaceSettings(null, providers, null, null);
        var args = String.join(",", Collections.nCopies(100, "\"" + "a".repeat(4_000) + "\""));
        var more = "{\"settings\":{\"mcp_servers\":[{\"name\":\"s\",\"command\":\"c\",\"args\":[" + args + "]}]}}";

        given(labCreated(almostFull)).when(patch(more), OWNER).thenRejected(INVALID_CHANGE, "1 MiB");
    }

    @Test
    void shouldRejectChangeWhenAnotherVersionWasSeen() {
        givenLab().ifMatch(2).when(patch("{\"name\":\"a\"}"), OWNER).thenRejected(VERSION_MISMATCH, "2", "1");
        givenLab().ifMatch(1).when(patch("{\"name\":\"a\"}"), OWNER).thenAccepted(2, LAB.value());
        givenLab().ifMatch(2).when(ARCHIVE, OWNER).thenRejected(VERSION_MISMATCH);
    }

    @Test
    void shouldCheckRightBeforeVersionAndVersionBeforeTheRest() {
        givenLab().ifMatch(9).when(patch("{}"), VIEWER).thenRejected(FORBIDDEN);
        givenLab().ifMatch(9).when(patch("{}"), STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
        givenLab().and(labArchived()).ifMatch(9).when(patch("{}"), OWNER).thenRejected(VERSION_MISMATCH);
    }

    @Test
    void shouldLetOnlyOwnersArchive() {
        givenLab().when(ARCHIVE, EDITOR).thenRejected(FORBIDDEN, "owner");
        givenLab().when(ARCHIVE, OWNER).then(new WorkspaceArchived(LAB));
    }

    @Test
    void shouldArchiveOnce() {
        givenLab().and(labArchived()).when(ARCHIVE, OWNER).thenUnchanged(2);
    }

    @Test
    void shouldRejectChangeWhenArchived() {
        givenLab().and(labArchived()).when(patch("{\"name\":\"a\"}"), OWNER).thenRejected(WORKSPACE_ARCHIVED);
    }
}
