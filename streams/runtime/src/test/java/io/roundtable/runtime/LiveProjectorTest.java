package io.roundtable.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.Topics;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.persistence.projection.Checkpoints;
import io.roundtable.persistence.projection.EventProjection;
import io.roundtable.persistence.projection.Projected;
import io.roundtable.runtime.projection.Projector;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The projector against a real broker and a real database. */
final class LiveProjectorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    private Path dir;

    private LiveStage stage;

    @BeforeEach
    void open() {
        stage = new LiveStage(dir);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** A workspace of its own with each event, so that any event fits by itself. */
    private static EventEnvelope made(int partition, long sequence) {
        var workspace = new WorkspaceId("ws_part" + partition + "number" + (1_000 + sequence));
        var owner = new UserId(People.OLGA.id());
        return told(new WorkspaceCreated(workspace, new WorkspaceDefinition("w", null, null), owner), sequence);
    }

    private static EventEnvelope told(Event event, long sequence) {
        var cause = new EventEnvelope.Cause(People.commandId((int) sequence), sequence);
        return new EventEnvelope(cause.commandId() + "-0", sequence, NOON, People.OLGA, cause, null, null, event);
    }

    private void awaitFold() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(stage.rows()).isEqualTo(stage.folded()).isNotEmpty());
    }

    private static RoleStatus status(Projector projector, String topic, int partition) {
        return projector.status().stream()
                .filter(part -> part.part().equals(topic + "-" + partition))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitStopped(Projector projector, int partition, String why) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(status(projector, Topics.EVENTS, partition))
                        .satisfies(part -> assertThat(part.ready()).isFalse())
                        .satisfies(part -> assertThat(part.detail()).contains(why)));
    }

    private long sequence(int partition) {
        return new Checkpoints(stage.sql)
                .open(EventProjection.NAME, stage.topicId(Topics.EVENTS), partition)
                .sequence();
    }

    private void awaitSequence(int partition, long sequence) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sequence(partition)).isEqualTo(sequence));
    }

    @Test
    void shouldHaveRowsThatAreTheFoldAndNoLagThoughOthersWriteToo() {
        // Given
        var history = RandomCommands.of(4, 400);
        var registry = new SimpleMeterRegistry();
        try (var _ = stage.engine("stores");
                var projector = stage.projector(registry)) {
            // When
            stage.give(history.subList(0, 200));
            await().atMost(PATIENCE).until(() -> stage.answered().size() >= 200);
            for (String topic : List.of(Topics.EVENTS, Topics.REPLIES)) {
                for (int partition = 0; partition < LiveStage.PARTITIONS; partition++) {
                    stage.append(topic, partition, null, new byte[] {1, 2}, new RecordHeaders());
                }
            }
            stage.give(history.subList(200, history.size()));
            await().atMost(PATIENCE).until(() -> stage.answered().size() >= history.size());

            // Then
            awaitFold();
            assertThat(stage.read(Topics.DEAD_LETTERS)).hasSize(2 * LiveStage.PARTITIONS);
            assertThat(stage.sql.fetchCount(
                            io.roundtable.persistence.jooq.projection.tables.CommandOutcome.COMMAND_OUTCOME))
                    .isLessThanOrEqualTo(history.size());
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(projector.status())
                        .hasSize(1 + 2 * LiveStage.PARTITIONS)
                        .allMatch(RoleStatus::ready);
                assertThat(projector.status()).extracting(RoleStatus::lag).containsOnly(0L, null);
                assertThat(registry.get("roundtable.projection.lag.events")
                                .gauge()
                                .value())
                        .isZero();
                assertThat(registry.get("roundtable.projection.lag.seconds")
                                .gauge()
                                .value())
                        .isZero();
            });
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stage.sql.fetchCount(
                                    io.roundtable.persistence.jooq.projection.tables.CommandOutcome.COMMAND_OUTCOME))
                            .isEqualTo(history.size()));
        }
    }

    @Test
    void shouldReadFromItsCheckpointsWhateverTheGroupsOffsetsSay() {
        // Given
        try (var _ = stage.projector()) {
            IntStream.rangeClosed(1, 20).forEach(i -> stage.tell(0, made(0, i)));
            awaitSequence(0, 20);
        }

        for (long offset : new long[] {0, 35}) {
            // When
            int from = (int) sequence(0);
            IntStream.rangeClosed(from + 1, from + 20).forEach(i -> stage.tell(0, made(0, i)));
            setGroupOffsets(offset);
            try (var _ = stage.projector()) {
                // Then
                awaitSequence(0, from + 20);
                awaitFold();
            }
        }
    }

    private void setGroupOffsets(long offset) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (String topic : List.of(Topics.EVENTS, Topics.REPLIES)) {
            for (int partition = 0; partition < LiveStage.PARTITIONS; partition++) {
                offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset));
            }
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> LiveStage.get(stage.admin
                                .alterConsumerGroupOffsets(Projector.APPLICATION_ID, offsets)
                                .all())
                        == null);
    }

    @Test
    void shouldStopAPartitionThatIsNotWhatItHasToBeAtTheRecordInQuestionAndNoOther() {
        // Given
        for (int partition = 0; partition < LiveStage.PARTITIONS; partition++) {
            stage.tell(partition, made(partition, 1));
            stage.tell(partition, made(partition, 2));
        }
        stage.tell(0, made(0, 4));
        stage.tell(1, made(1, 2));
        var broken = LiveStage.CODEC.encode(made(2, 3));
        stage.append(Topics.EVENTS, 2, broken.keyBytes(), new byte[] {'{'}, broken.headers());
        stage.flush();

        // When
        try (var projector = stage.projector()) {
            // Then
            awaitStopped(projector, 0, "a gap");
            awaitStopped(projector, 1, "a step back");
            awaitStopped(projector, 2, "can't be read");
            stage.tell(2, made(2, 3));
            stage.tell(3, made(3, 3));
            awaitSequence(3, 3);
            assertThat(sequence(0)).isEqualTo(2);
            assertThat(sequence(1)).isEqualTo(2);
            assertThat(sequence(2)).isEqualTo(2);
            assertThat(projector.status().getFirst().ready()).as("streams").isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(status(projector, Topics.EVENTS, 2).lag())
                                    .isEqualTo(2));
        }
    }

    @Test
    void shouldStopAPartitionWhoseEventDoesNotFitTheRows() {
        // Given
        stage.tell(0, made(0, 1));
        stage.tell(0, told(new SandboxDeleted(People.LAB, People.ALICE), 2));
        stage.tell(1, made(1, 1));

        // When
        try (var projector = stage.projector()) {
            // Then
            awaitStopped(projector, 0, "");
            awaitSequence(1, 1);
            assertThat(sequence(0)).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseTheCheckpointOfAnotherTopicAndGoOnWithWhatIsItsOwn() {
        // Given
        stage.tell(0, made(0, 1));
        new Checkpoints(stage.sql).open(EventProjection.NAME, "another", 0);
        stage.tell(1, made(1, 1));

        // When
        try (var projector = stage.projector()) {
            // Then
            awaitStopped(projector, 0, "made anew");
            awaitSequence(1, 1);
            assertThat(projector.status().getFirst().ready()).as("streams").isTrue();
        }
    }

    @Test
    void shouldRefuseACheckpointThatLiesPastTheLog() {
        // Given
        stage.tell(1, made(1, 1));
        write(0, made(0, 1), 5);

        // When
        try (var projector = stage.projector()) {
            // Then
            awaitStopped(projector, 0, "past the log's end");
            awaitSequence(1, 1);
        }
    }

    private void write(int partition, EventEnvelope event, long offset) {
        var checkpoint = new Checkpoints(stage.sql).open(EventProjection.NAME, stage.topicId(Topics.EVENTS), partition);
        var _ = new EventProjection(stage.sql).write(checkpoint, List.of(new Projected(offset, event)));
    }

    @Test
    void shouldGiveUpWhatAnotherHasWrittenAndGoOnFromThere() {
        try (var projector = stage.projector()) {
            // Given
            stage.tell(0, made(0, 1));
            awaitSequence(0, 1);

            // When
            write(0, made(0, 2), 1);
            stage.tell(0, made(0, 2));
            stage.tell(0, made(0, 3));

            // Then
            awaitSequence(0, 3);
            awaitFold();
            await().atMost(PATIENCE).until(() -> projector.status().stream().allMatch(RoleStatus::ready));
        }
    }

    @Test
    void shouldGoOnByItselfWhenTheDatabaseWasAway() throws SQLException {
        try (var projector = stage.projector()) {
            // Given
            stage.tell(0, made(0, 1));
            awaitSequence(0, 1);

            // When
            away(true);
            stage.tell(0, made(0, 2));
            stage.tell(1, made(1, 1));
            awaitFailing(projector, true);
            awaitFailing(projector, false);
            awaitFailing(projector, true);
            away(false);

            // Then
            awaitSequence(0, 2);
            awaitSequence(1, 1);
            awaitFold();
            await().atMost(PATIENCE).until(() -> projector.status().stream().allMatch(RoleStatus::ready));
        }
    }

    /** A thread waits to be replaced, or was and tries again. */
    private static void awaitFailing(Projector projector, boolean failing) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> projector.status().getFirst().detail().contains("Exception") == failing);
    }

    /** Lets nobody into the database, and throws out who is in. */
    private void away(boolean away) throws SQLException {
        var server = stage.server();
        String name = server.jdbcUrl().replaceAll(".*/|\\?.*", "");
        String other = server.jdbcUrl().replace("/" + name, "/postgres");
        try (var connection = DriverManager.getConnection(other, server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS " + !away);
            if (away) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            }
        }
    }

    @Test
    void shouldSayHowLongItHasStoodStill() {
        var registry = new SimpleMeterRegistry();
        stage.tell(0, made(0, 2));
        try (var projector = stage.projector(registry)) {
            awaitStopped(projector, 0, "a gap");

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(registry.get("roundtable.projection.lag.seconds")
                                .gauge()
                                .value())
                        .isGreaterThan(1);
                assertThat(registry.get("roundtable.projection.lag.events")
                                .gauge()
                                .value())
                        .isEqualTo(1);
                assertThat(registry.get("roundtable.projection.stopped.partitions")
                                .gauge()
                                .value())
                        .isEqualTo(1);
            });
        }
    }
}
