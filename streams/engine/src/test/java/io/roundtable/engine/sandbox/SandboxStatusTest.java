package io.roundtable.engine.sandbox;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.ILLEGAL_TRANSITION;
import static io.roundtable.contract.RejectionCode.SANDBOX_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.VERSION_MISMATCH;
import static io.roundtable.contract.RejectionCode.WORKSPACE_NOT_FOUND;
import static io.roundtable.contract.sandbox.SandboxStatus.ERROR;
import static io.roundtable.contract.sandbox.SandboxStatus.PROVISIONING;
import static io.roundtable.contract.sandbox.SandboxStatus.RUNNING;
import static io.roundtable.contract.sandbox.SandboxStatus.STARTING;
import static io.roundtable.contract.sandbox.SandboxStatus.STOPPED;
import static io.roundtable.contract.sandbox.SandboxStatus.STOPPING;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.SandboxCommand.ChangeSandboxStatus;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.RowKey.OfSandboxDefinition;
import io.roundtable.engine.Scene;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SandboxStatusTest {

    /** The contract's table, written down a second time. */
    private static final Map<SandboxStatus, Set<SandboxStatus>> LEGAL = Map.of(
            PROVISIONING, Set.of(STARTING, ERROR, STOPPED),
            STARTING, Set.of(RUNNING, STOPPING, ERROR),
            RUNNING, Set.of(STOPPING, ERROR),
            STOPPING, Set.of(STOPPED, ERROR),
            STOPPED, Set.of(STARTING),
            ERROR, Set.of(STARTING, STOPPED));

    private static ChangeSandboxStatus to(SandboxStatus status) {
        return to(ALICE, status);
    }

    private static ChangeSandboxStatus to(SandboxId sandbox, SandboxStatus status) {
        return new ChangeSandboxStatus(LAB, sandbox, status, null, null, null);
    }

    private static SandboxStatusChanged changed(SandboxStatus from, SandboxStatus to) {
        return new SandboxStatusChanged(LAB, ALICE, from, to, null, null, FreeForm.EMPTY);
    }

    private static Scene givenAliceIs(SandboxStatus status) {
        return status == PROVISIONING ? givenLab() : givenLab().and(changed(PROVISIONING, status));
    }

    private static Set<SandboxStatus> legalFrom(SandboxStatus status) {
        return LEGAL.getOrDefault(status, Set.of());
    }

    private static FreeForm at(String host) {
        return new FreeForm(JsonNodeFactory.instance.objectNode().put("host", host));
    }

    static Stream<Arguments> everyPair() {
        return Arrays.stream(SandboxStatus.values())
                .flatMap(from -> Arrays.stream(SandboxStatus.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("everyPair")
    void shouldMoveAsTheTableSaysAndNoOtherWay(SandboxStatus from, SandboxStatus to) {
        var outcome = givenAliceIs(from).when(to(to), EDITOR);

        if (legalFrom(from).contains(to)) {
            var scene = outcome.then(changed(from, to));
            assertThat(scene.row(new OfSandbox(LAB, ALICE)).status()).isEqualTo(to);
        } else {
            var legal = legalFrom(from).stream().map(SandboxStatus::wire).toArray(String[]::new);
            outcome.thenRejected(ILLEGAL_TRANSITION, "from " + from, "to " + to)
                    .when(to(to), EDITOR)
                    .thenRejected(ILLEGAL_TRANSITION, legal);
        }
    }

    @Test
    void shouldLetTheSandboxItselfReport() {
        givenLab().when(to(STARTING), ALICES_KEY).then(changed(PROVISIONING, STARTING));
    }

    @Test
    void shouldRejectReportsFromThoseWhoMayNot() {
        givenLab().when(to(STARTING), VIEWER).thenRejected(FORBIDDEN);
        givenLab().when(to(BOB, STARTING), ALICES_KEY).thenRejected(FORBIDDEN);
        givenLab().when(to(NOBODY, STARTING), ALICES_KEY).thenRejected(FORBIDDEN);
        givenLab().when(to(STARTING), TIMER).thenRejected(FORBIDDEN);
        givenLab().when(to(STARTING), STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
        givenLab()
                .and(new SandboxDeleted(LAB, ALICE))
                .when(to(STARTING), ALICES_KEY)
                .thenRejected(WORKSPACE_NOT_FOUND);
    }

    @Test
    void shouldRejectReportsOfWhatIsNotThereOrOfAnotherVersion() {
        givenLab().when(to(NOBODY, STARTING), EDITOR).thenRejected(SANDBOX_NOT_FOUND);
        givenLab().ifMatch(2).when(to(STARTING), EDITOR).thenRejected(VERSION_MISMATCH);
        givenLab().ifMatch(2).when(to(RUNNING), EDITOR).thenRejected(VERSION_MISMATCH);
    }

    @Test
    void shouldTakeWhatTheCommandSaysOfContainerAndConnection() {
        var command = new ChangeSandboxStatus(LAB, ALICE, STARTING, "asked for", "c1", at("one"));

        var scene = givenLab()
                .when(command, EDITOR)
                .then(new SandboxStatusChanged(LAB, ALICE, PROVISIONING, STARTING, "asked for", "c1", at("one")));

        var row = scene.row(new OfSandboxDefinition(LAB, ALICE));
        assertThat(row.containerId()).isEqualTo("c1");
        assertThat(row.definition().connectionDetails()).isEqualTo(at("one"));
        assertThat(scene.row(new OfSandbox(LAB, ALICE)).version()).isEqualTo(2);
    }

    @Test
    void shouldKeepContainerAndConnectionWhenTheCommandSaysNothing() {
        var scene = givenLab();
        scene.when(new ChangeSandboxStatus(LAB, ALICE, STARTING, "why", "c1", at("one")), EDITOR);

        scene.when(to(RUNNING), EDITOR)
                .then(new SandboxStatusChanged(LAB, ALICE, STARTING, RUNNING, null, "c1", at("one")));
    }

    @Test
    void shouldGoOnInAnArchivedWorkspace() {
        givenLab().and(labArchived()).when(to(STARTING), EDITOR).then(changed(PROVISIONING, STARTING));
    }
}
