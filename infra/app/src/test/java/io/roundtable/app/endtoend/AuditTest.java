package io.roundtable.app.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.app.role.Role;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether each accepted command has come to one outcome, as operators are told. */
@WithTestStack
final class AuditTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private Installation installation;
    private Log log;
    private Installation.Alone api;
    private Installation.Alone engine;
    private Installation.Alone projector;
    private String operator;
    private Person olga;
    private Room room;
    private String alice;
    private String bob;
    private TopicPartition commands;

    @BeforeEach
    void open(@Isolated TestStack stack) throws Exception {
        installation = Installation.on(stack);
        log = installation.log();
        // what tests before this one have planted is nothing to this one's database
        deleteRecords(Topics.COMMANDS, Topics.REPLIES, Topics.DEAD_LETTERS);
        engine = installation.alone("engine", Role.ENGINE);
        projector = installation.alone("projector", Role.PROJECTOR);
        api = installation.alone("api", Role.API).ready();
        operator = Installation.operatorAt(api.node());
        olga = Person.registersAt(api.node(), "Olga");
        room = olga.opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
        int partition = new Partitions(Installation.PARTITIONS).of(new WorkspaceId(room.id()));
        commands = new TopicPartition(Topics.COMMANDS, partition);
    }

    @AfterEach
    void close() {
        log.close();
        installation.close();
    }

    private JsonNode audit() {
        return api.node().get("/v1/admin/audit").as(operator).answer().good().json();
    }

    private JsonNode await(Predicate<JsonNode> wanted) {
        return Awaitility.await().atMost(SOON).until(this::audit, wanted);
    }

    /** When all that stands on the log of commands is counted, and so much of it waits for its decision. */
    private JsonNode awaitCounted(long inFlight) {
        return await(audit ->
                audit.path("accepted").asLong() == log.all(Topics.COMMANDS).size()
                        && audit.path("in_flight").asLong() == inFlight);
    }

    private JsonNode awaitFault(String kind) {
        var audit = await(found -> !found.path("balanced").asBoolean());
        assertThat(audit.path("faults").path(0).path("kind").asText()).isEqualTo(kind);
        return audit;
    }

    private Entry lastAnswer() {
        return log.all(Topics.REPLIES).stream()
                .filter(entry -> entry.partition() == commands.partition())
                .toList()
                .getLast();
    }

    private TopicPartition replies() {
        return new TopicPartition(Topics.REPLIES, commands.partition());
    }

    private int runs(RecordingTerminal screen, String... more) {
        var words = new ArrayList<>(List.of("replay", "audit"));
        words.addAll(List.of("--url", api.node().url().toString(), "--token", operator));
        words.addAll(List.of(more));
        return Commands.run(screen, words.toArray(String[]::new));
    }

    @Test
    void shouldHoldWhateverBecomesOfCommands() {
        // Given: applied, refused, repeated by the client, twice in the log, poison
        room.says(alice, bob, "1").good();
        assertThat(room.says(alice, "sb_0000000000", "1").isGood()).isFalse();
        var mark = log.mark();
        for (int i = 0; i < 2; i++) {
            room.asks("POST", "/messages")
                    .with("Idempotency-Key", "once")
                    .saying(Room.message(alice, bob, "2"))
                    .answer()
                    .good();
        }
        Entry genuine = log.since(mark, Topics.COMMANDS).getFirst();
        log.append(commands, genuine.key(), genuine.value(), genuine.headers());
        log.append(commands, null, "noise".getBytes(UTF_8));
        log.append(commands, room.id().getBytes(UTF_8), "{}".getBytes(UTF_8));
        log.append(replies(), null, "no reply".getBytes(UTF_8));

        // When
        var audit = awaitCounted(0);
        var screen = new RecordingTerminal(directory);

        // Then
        assertThat(audit.path("balanced").asBoolean()).as(audit.toString()).isTrue();
        assertThat(audit.path("current").asBoolean()).isTrue();
        assertThat(audit.path("dead_lettered").asLong()).isEqualTo(2);
        assertThat(audit.path("rejected").asLong()).isEqualTo(1);
        assertThat(audit.path("applied").asLong())
                .isEqualTo(audit.path("accepted").asLong() - 3)
                .isEqualTo(7);
        assertThat(audit.path("faults")).isEmpty();
        assertThat(runs(screen)).as(screen.out() + screen.err()).isZero();
        assertThat(screen.out()).contains("it holds");
        assertThat(projector.node().get("/prometheus").answer().text())
                .contains("roundtable_audit_balanced 1.0")
                .contains("roundtable_audit_commands{outcome=\"applied\"} 7.0");

        // When
        engine.close();
        for (int i = 0; i < 3; i++) {
            room.asks("POST", "/messages")
                    .with("Prefer", "respond-async")
                    .saying(Room.message(alice, bob, "3"))
                    .answer()
                    .good();
        }

        // Then
        assertThat(awaitCounted(3).path("balanced").asBoolean()).isTrue();

        // When: somebody else goes on from what was written
        projector.close();
        projector = installation.alone("projector-2", Role.PROJECTOR);
        engine = installation.alone("engine", Role.ENGINE).ready();

        // Then
        audit = awaitCounted(0);
        assertThat(audit.path("balanced").asBoolean()).as(audit.toString()).isTrue();
        assertThat(audit.path("applied").asLong()).isEqualTo(10);
    }

    @Test
    void shouldNameACommandThatIsAnsweredOnceMore() {
        // Given
        String id = room.says(alice, bob, "1").good().mustHave("Command-Id");
        awaitCounted(0);
        Entry answer = lastAnswer();

        // When
        log.append(replies(), answer.key(), answer.value(), answer.headers());

        // Then
        var audit = awaitFault("answered_twice");
        assertThat(audit.path("unaccounted_command_ids").path(0).asText()).isEqualTo(id);
        assertThat(audit.path("unaccounted").asLong()).isEqualTo(1);
        var screen = new RecordingTerminal(directory);
        assertThat(runs(screen)).isEqualTo(1);
        assertThat(screen.out()).contains(id).contains("DOES NOT HOLD");
        assertThat(runs(new RecordingTerminal(directory), "--output", "json")).isEqualTo(1);
    }

    @Test
    void shouldNameAnAnswerToNoCommand() {
        // Given
        room.says(alice, bob, "1").good();
        Entry answer = lastAnswer();
        byte[] value = new String(Objects.requireNonNull(answer.value()), UTF_8)
                .replaceAll("cmd_[0-9a-z]+", "cmd_00000foreign")
                .getBytes(UTF_8);
        var headers = new RecordHeaders(answer.headers());
        headers.remove("ce_commandoffset").add("ce_commandoffset", "4711".getBytes(UTF_8));

        // When
        log.append(replies(), answer.key(), value, headers);

        // Then
        var audit = awaitFault("no_command");
        assertThat(audit.path("unaccounted_command_ids").path(0).asText()).isEqualTo("cmd_00000foreign");
        assertThat(audit.path("faults").path(0).path("command_offset").asLong()).isEqualTo(4711);
    }

    @Test
    void shouldNameACommandWhoseAnswerIsLost() throws Exception {
        // Given
        room.says(alice, bob, "1").good();
        awaitCounted(0);
        projector.close();
        String lost = room.says(alice, bob, "2").good().mustHave("Command-Id");

        // When
        deleteRecords(Topics.REPLIES);
        projector = installation.alone("projector", Role.PROJECTOR);

        // Then
        var audit = awaitFault("unanswered");
        assertThat(audit.path("unaccounted_command_ids")).hasSize(1);
        assertThat(audit.path("unaccounted_command_ids").path(0).asText()).isEqualTo(lost);
    }

    @Test
    void shouldTellThatTotalsWereChanged() {
        // Given
        room.says(alice, bob, "1").good();
        awaitCounted(0);
        var settings = installation.database();

        // When
        try (var database =
                Database.open(DatabaseSettings.of(settings.jdbcUrl(), settings.user(), settings.password()))) {
            database.control()
                    .execute(
                            "update control.audit set applied = applied - 1 where partition = ?", commands.partition());
        }

        // Then
        var audit = await(found -> !found.path("balanced").asBoolean());
        assertThat(audit.path("unaccounted").asLong()).isZero();
        var screen = new RecordingTerminal(directory);
        assertThat(runs(screen)).isEqualTo(1);
        assertThat(screen.out()).contains("partition " + commands.partition() + " DOESN'T HOLD");
    }

    @Test
    void shouldBeForOperatorsAlone() {
        assertThat(olga.gets("/v1/admin/audit").status()).isEqualTo(403);
        assertThat(api.node().get("/v1/admin/audit?all=1").as(operator).answer().code())
                .isEqualTo("invalid_request");
    }

    private void deleteRecords(String... topics) throws ExecutionException, InterruptedException {
        var all = new HashMap<TopicPartition, RecordsToDelete>();
        for (String topic : topics) {
            for (int partition = 0; partition < Installation.PARTITIONS; partition++) {
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
            }
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", installation.bootstrapServers()))) {
            admin.deleteRecords(all).all().get();
        }
    }
}
