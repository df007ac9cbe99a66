package io.roundtable.engine.sandbox;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.INVALID_CHANGE;
import static io.roundtable.contract.RejectionCode.SANDBOX_EXISTS;
import static io.roundtable.contract.RejectionCode.SANDBOX_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.VERSION_MISMATCH;
import static io.roundtable.contract.RejectionCode.WORKSPACE_ARCHIVED;
import static io.roundtable.contract.RejectionCode.WORKSPACE_NOT_FOUND;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.given;
import static io.roundtable.engine.Scene.givenLab;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Principal;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.workspace.SandboxDefaults;
import io.roundtable.contract.workspace.WorkspaceSettings;
import io.roundtable.engine.Row.SandboxDefinitionRow;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.RowKey.OfSandboxDefinition;
import io.roundtable.engine.RowKey.OfWorkspace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SandboxDeciderTest {

    private static final CreateSandbox CREATE_CAROL = new CreateSandbox(LAB, CAROL, definition("Carol"));

    private static ChangeSandbox patch(SandboxId sandbox, String patch) {
        return new ChangeSandbox(LAB, sandbox, json(patch));
    }

    private static DeleteSandbox delete(SandboxId sandbox) {
        return new DeleteSandbox(LAB, sandbox);
    }

    @Test
    void shouldBeProvisioningAndUnknownAtFirst() {
        var scene = givenLab().when(CREATE_CAROL, EDITOR).then(new SandboxCreated(LAB, CAROL, definition("Carol")));

        assertThat(scene.row(new OfSandbox(LAB, CAROL)))
                .isEqualTo(new SandboxRow(SandboxStatus.PROVISIONING, Health.UNKNOWN, null, DeliverySettings.UNSET, 1));
        assertThat(scene.row(new OfSandboxDefinition(LAB, CAROL)))
                .isEqualTo(new SandboxDefinitionRow(definition("Carol"), null));
    }

    @Test
    void shouldLeaveTheWorkspacesRowAloneWhenSandboxesComeAndGo() {
        var scene = givenLab();
        var before = scene.row(new OfWorkspace(LAB));

        scene.when(CREATE_CAROL, EDITOR).thenAccepted(1, CAROL.value());
        scene.when(delete(ALICE), EDITOR).thenAccepted(2, ALICE.value());

        assertThat(scene.row(new OfWorkspace(LAB))).isEqualTo(before);
    }

    @Test
    void shouldRejectEverythingFromThoseWhoMayNot() {
        for (var command : List.of(CREATE_CAROL, patch(ALICE, "{}"), delete(ALICE), patch(NOBODY, "{}"))) {
            givenLab().when(command, VIEWER).thenRejected(FORBIDDEN);
            givenLab().when(command, ALICES_KEY).thenRejected(FORBIDDEN);
            givenLab().when(command, TIMER).thenRejected(FORBIDDEN);
            givenLab().when(command, STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
            givenLab().when(command, Principal.sandbox(NOBODY)).thenRejected(WORKSPACE_NOT_FOUND);
        }
    }

    @Test
    void shouldRejectCreationWhenThereIsOne() {
        givenLab().when(new CreateSandbox(LAB, ALICE, definition("x")), OWNER).thenRejected(SANDBOX_EXISTS);
    }

    @Test
    void shouldRejectCreationWhenAVersionIsExpectedOfWhatIsNotThere() {
        givenLab().ifMatch(1).when(CREATE_CAROL, OWNER).thenRejected(VERSION_MISMATCH, "found 0");
    }

    @Test
    void shouldRejectCreationInAnArchivedWorkspace() {
        givenLab().and(labArchived()).when(CREATE_CAROL, OWNER).thenRejected(WORKSPACE_ARCHIVED);
    }

    @Test
    void shouldMergeAChangeIntoTheDefinition() {
        var scene = givenLab();
        scene.when(patch(ALICE, "{\"agent_config\":{\"model\":\"m\",\"temperature\":0.10}}"), EDITOR);

        var changed = scene.when(patch(ALICE, "{\"name\":\"A\",\"agent_config\":{\"model\":null}}"), EDITOR)
                .only(SandboxChanged.class);

        assertThat(changed.definition().name()).isEqualTo("A");
        assertThat(changed.definition().agentConfig().model()).isNull();
        assertThat(changed.definition().agentConfig().temperature()).isEqualByComparingTo("0.1");
    }

    @Test
    void shouldKeepWhatItSaysOfDeliveryWhereMessagesFindIt() {
        var scene = givenLab();

        scene.when(patch(ALICE, "{\"delivery\":{\"max_attempts\":9}}"), EDITOR);

        var own = new DeliverySettings(null, 9, null, null, null, null);
        assertThat(scene.row(new OfSandbox(LAB, ALICE)).delivery()).isEqualTo(own);
        assertThat(scene.row(new OfSandboxDefinition(LAB, ALICE)).definition().delivery())
                .isEqualTo(own);
    }

    @Test
    void shouldTakeFromTheWorkspaceAndThenFromUsWhatASandboxDoesNotSayOfDelivery() {
        var ofWorkspace = new DeliverySettings(60, 7, null, null, null, null);
        var ofSandbox = new DeliverySettings(null, 9, null, null, null, List.of(3));
        var scene = given(
                labCreated(new WorkspaceSettings(new SandboxDefaults(null, ofWorkspace), null, null, null)),
                new SandboxCreated(LAB, ALICE, new SandboxDefinition("a", null, null, null, ofSandbox, null)));

        var effective = scene.row(new OfSandbox(LAB, ALICE)).deliveryIn(scene.row(new OfWorkspace(LAB)));

        assertThat(effective).isEqualTo(new DeliverySettings(60, 9, 1_000, 10_000, Ordering.DEFAULT, List.of(3)));
    }

    @Test
    void shouldSayNothingWhenAChangeChangesNothing() {
        var scene = givenLab();
        scene.when(
                patch(ALICE, "{\"agent_config\":{\"temperature\":0.10},\"resource_limits\":{\"cpu_cores\":2.50}}"),
                EDITOR);

        scene.when(patch(ALICE, "{}"), EDITOR).thenUnchanged(2);
        scene.when(patch(ALICE, "{\"agent_config\":{\"temperature\":0.10}}"), EDITOR)
                .thenUnchanged(2);
        scene.when(patch(ALICE, "{\"labels\":{\"a\":null}}"), EDITOR).thenUnchanged(2);
    }

    @Test
    void shouldRejectAChangeThatOnlyTheWholeShowsToBeInvalid() {
        var labels = new TreeMap<String, String>();
        for (int i = 0; i < 64; i++) {
            labels.put("label" + i, "");
        }
        var full = new SandboxDefinition("Carol", null, null, null, null, labels);

        givenLab()
                .and(new SandboxCreated(LAB, CAROL, full))
                .when(patch(CAROL, "{\"labels\":{\"one-more\":\"\"}}"), EDITOR)
                .thenRejected(INVALID_CHANGE, "labels", "64");
    }

    @Test
    void shouldRejectWhatIsDoneToASandboxThatIsNotThere() {
        givenLab().when(patch(NOBODY, "{}"), EDITOR).thenRejected(SANDBOX_NOT_FOUND, NOBODY.value());
        givenLab().when(delete(NOBODY), EDITOR).thenRejected(SANDBOX_NOT_FOUND);
    }

    @Test
    void shouldRejectWhenAnotherVersionWasSeen() {
        givenLab().ifMatch(2).when(patch(ALICE, "{}"), EDITOR).thenRejected(VERSION_MISMATCH);
        givenLab().ifMatch(2).when(delete(ALICE), EDITOR).thenRejected(VERSION_MISMATCH);
        givenLab().ifMatch(1).when(delete(ALICE), EDITOR).then(new SandboxDeleted(LAB, ALICE));
        givenLab().ifMatch(2).when(delete(NOBODY), EDITOR).thenRejected(SANDBOX_NOT_FOUND);
    }

    @Test
    void shouldBeGoneOnceDeleted() {
        var scene = givenLab();

        scene.when(delete(ALICE), EDITOR).then(new SandboxDeleted(LAB, ALICE));

        scene.when(delete(ALICE), EDITOR).thenRejected(SANDBOX_NOT_FOUND);
        assertThat(scene.rows().find(new OfSandbox(LAB, ALICE))).isNull();
        assertThat(scene.rows().find(new OfSandboxDefinition(LAB, ALICE))).isNull();
    }

    @Test
    void shouldShutOutTheKeyOfADeletedSandbox() {
        givenLab()
                .and(new SandboxDeleted(LAB, ALICE))
                .when(patch(BOB, "{}"), ALICES_KEY)
                .thenRejected(WORKSPACE_NOT_FOUND);
    }

    @Test
    void shouldStillBeChangedAndDeletedInAnArchivedWorkspace() {
        var renamed = new SandboxDefinition("A", null, null, null, null, Map.of());

        givenLab()
                .and(labArchived())
                .when(patch(ALICE, "{\"name\":\"A\"}"), EDITOR)
                .then(new SandboxChanged(LAB, ALICE, renamed));
        givenLab().and(labArchived()).when(delete(ALICE), EDITOR).then(new SandboxDeleted(LAB, ALICE));
    }
}
