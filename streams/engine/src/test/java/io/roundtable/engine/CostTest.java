package io.roundtable.engine;

import static io.roundtable.engine.Names.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundtable.contract.Command;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.AgentConfig;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.contract.workspace.LlmProvider;
import io.roundtable.contract.workspace.SandboxDefaults;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.contract.workspace.WorkspaceSettings;
import io.roundtable.engine.Row.SandboxDefinitionRow;
import io.roundtable.engine.Row.WorkspaceDefinitionRow;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes often costs the same however large the things are that tenants have defined. */
final class CostTest {

    /** Most bytes of a row that comes with every message: all that tenants may fill in it, filled. */
    private static final int SMALL = 600;

    private static final DeliverySettings FULL_DELIVERY =
            new DeliverySettings(3_600, 100, 10_000, 1_000_000, Ordering.DEFAULT, Collections.nCopies(20, 86_400));

    private static WorkspaceCreated largeLab() {
        var models = Collections.nCopies(100, "m".repeat(200));
        var providers = IntStream.range(0, 32)
                .mapToObj(i -> new LlmProvider("p" + i, "x", null, models, null))
                .toList();
        var policy = new CollaborationPolicy(true, List.of(MessageType.values()), 1_000_000);
        var settings = new WorkspaceSettings(new SandboxDefaults(null, FULL_DELIVERY), providers, null, policy);
        return new WorkspaceCreated(LAB, new WorkspaceDefinition("Laboratory", "d".repeat(2_000), settings), OLGA);
    }

    private static SandboxCreated large(SandboxId sandbox) {
        var agent = new AgentConfig("r", "m", "p0", "s".repeat(100_000), null, null, null);
        var connection = new FreeForm(JsonNodeFactory.instance.objectNode().put("host", "h".repeat(60_000)));
        return new SandboxCreated(
                LAB, sandbox, new SandboxDefinition("n".repeat(100), agent, null, connection, FULL_DELIVERY, null));
    }

    /** All is as large as tenants may make it, as far as one test can. */
    private static Scene givenLargeLab() {
        return Scene.given(
                largeLab(),
                large(ALICE),
                large(BOB),
                large(CAROL),
                new SandboxStatusChanged(
                        LAB,
                        BOB,
                        SandboxStatus.PROVISIONING,
                        SandboxStatus.STARTING,
                        null,
                        "c".repeat(255),
                        FreeForm.EMPTY),
                new SandboxHealthReported(LAB, ALICE, Health.HEALTHY, NOON, null));
    }

    private static Utterance urgent() {
        // urgent, so that the order that recipients want is looked up too
        return new Utterance(MessageType.COMMAND, json("1"), null, null, null, null, Priority.URGENT);
    }

    static List<Arguments> whatComesOften() {
        return List.of(
                often("send by a user", new SendMessage(LAB, message(1), ALICE, BOB, urgent()), OWNER),
                often("send by a sandbox", new SendMessage(LAB, message(1), null, BOB, urgent()), ALICES_KEY),
                often("broadcast to all", new BroadcastMessage(LAB, message(1), ALICE, null, urgent()), OWNER),
                often("broadcast to some", new BroadcastMessage(LAB, message(1), ALICE, List.of(BOB), urgent()), OWNER),
                often("heartbeat", new RecordHeartbeat(LAB, ALICE, Health.DEGRADED, null), ALICES_KEY),
                often("health check", new ExpireHealth(LAB, ALICE, NOON.plusSeconds(60)), TIMER));
    }

    private static Arguments often(String what, Command command, Principal by) {
        return Arguments.of(what, command, by);
    }

    /** Decides and folds, as the engine does. */
    private static LoadedRows loadedBy(Scene scene, Command command, Principal by, @Nullable Long version) {
        var deciders = new Deciders();
        var rows = new LoadedRows(scene.rows());
        var time = NOON.plusSeconds(60);
        var asked = new Asked<>(command, by, time, 7, version);
        var decision = deciders.decide(rows, asked);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        var accepted = (Decision.Accepted) decision;
        assertThat(accepted.events()).isNotEmpty();
        for (var news = accepted.events(); !news.isEmpty(); news = deciders.follow(rows, news, asked)) {
            news.forEach(event -> deciders.evolve(rows, event, time, 1));
        }
        return rows;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatComesOften")
    void shouldLoadSmallRowsAlone(String what, Command command, Principal by) {
        var rows = loadedBy(givenLargeLab(), command, by, null);

        assertThat(rows.loaded())
                .as(what)
                .isNotEmpty()
                .doesNotHaveAnyElementsOfTypes(WorkspaceDefinitionRow.class, SandboxDefinitionRow.class)
                .allSatisfy(row -> assertThat(Json.write(row)).hasSizeLessThan(SMALL));
    }

    @Test
    void shouldLookAtNoMoreOfALongQueueThanAReceiverTakes() {
        var scene = givenLargeLab();
        for (int i = 1; i <= 1_000; i++) {
            scene.and(new MessageSent(LAB, message(i), ALICE, BOB, urgent(), 0));
        }

        var rows = loadedBy(scene, new LeaseMessages(LAB, BOB, 2, null), OWNER, null);

        assertThat(rows.loaded())
                .hasSizeLessThan(15)
                .allSatisfy(row -> assertThat(Json.write(row)).hasSizeLessThan(SMALL));
    }

    /** That the tests above see definitions where they are loaded. */
    @Test
    void shouldLoadADefinitionToChangeIt() {
        var rename = new ChangeSandbox(LAB, ALICE, json("{\"name\":\"A\"}"));

        var rows = loadedBy(givenLargeLab(), rename, OWNER, 1L);

        assertThat(rows.loaded()).hasAtLeastOneElementOfType(SandboxDefinitionRow.class);
        assertThat(rows.loaded()).anySatisfy(row -> assertThat(Json.write(row)).hasSizeGreaterThan(100_000));
    }

    @Test
    void shouldNotWriteADefinitionAgainThatAMoveLeavesAsItIs() {
        var scene = givenLargeLab();
        var before = scene.row(new RowKey.OfSandboxDefinition(LAB, BOB));

        scene.and(new SandboxStatusChanged(
                LAB, BOB, SandboxStatus.STARTING, SandboxStatus.RUNNING, null, "c".repeat(255), FreeForm.EMPTY));

        assertThat(scene.row(new RowKey.OfSandboxDefinition(LAB, BOB))).isSameAs(before);
    }
}
