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
import io.roundtable.persistence.version.Projection;
import io.roundtable.runtime.projection.Projector;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.ThreadMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The projector against a real broker and a real database. */
final class LiveProjectorTest {

    private static final Set<Projection> ALL = Set.of(Projection.values());
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Less than the group's session time-out of 6 s: whoever lets a thread die, and its partitions wait, is late. */
    private static final Duration IN_PLACE = Duration.ofSeconds(4);

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
        return projector.status(ALL).stream()
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
        awaitSequence(partition, sequence, PATIENCE);
    }

    private void awaitSequence(int partition, long sequence, Duration patience) {
        await().atMost(patience)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(sequence(partition)).isEqualTo(sequence));
    }

    private static Set<String> threads(Projector projector) {
        return projector.streams().metadataForLocalThreads().stream()
                .map(ThreadMetadata::threadName)
                .collect(Collectors.toSet());
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
                assertThat(projector.status(ALL))
                        .hasSize(1 + 3 * LiveStage.PARTITIONS)
                        .allMatch(RoleStatus::ready);
                assertThat(projector.status(ALL)).extracting(RoleStatus::lag).containsOnly(0L, null);
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
            assertThat(projector.status(ALL).getFirst().ready()).as("streams").isTrue();
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
            awaitStopped(projector, 0, "has no row");
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
            assertThat(projector.status(ALL).getFirst().ready()).as("streams").isTrue();
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

            var threads = threads(projector);

            // When
            write(0, made(0, 2), 1);
            stage.tell(0, made(0, 2));
            stage.tell(0, made(0, 3));

            // Then
            awaitSequence(0, 3, IN_PLACE);
            assertThat(threads(projector)).isEqualTo(threads);
            awaitFold();
            await().atMost(PATIENCE).until(() -> projector.status(ALL).stream().allMatch(RoleStatus::ready));
        }
    }

    @Test
    void shouldGoOnInPlaceEachTimeThatItsConnectionsAreDropped() throws SQLException {
        try (var projector = stage.projector()) {
            stage.tell(0, made(0, 1));
            awaitSequence(0, 1);
            var threads = threads(projector);
            for (int sequence = 2; sequence <= 6; sequence++) {
                // When
                throwOut();
                stage.tell(0, made(0, sequence));
                stage.tell(1, made(1, sequence - 1));

                // Then
                awaitSequence(0, sequence, IN_PLACE);
                awaitSequence(1, sequence - 1, IN_PLACE);
            }
            assertThat(threads(projector)).isEqualTo(threads);
            awaitFold();
        }
    }

    @Test
    void shouldWriteTheOtherPartitionsWhileOneIsKeptFromIt() throws SQLException {
        try (var projector = stage.projector();
                var other = connect(stage.server().jdbcUrl())) {
            // Given
            stage.tell(0, made(0, 1));
            awaitSequence(0, 1);
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("SELECT * FROM projection_1.checkpoint WHERE partition = 0 FOR UPDATE");
            }

            // When
            stage.tell(0, made(0, 2));
            awaitWaiting(projector, 0);
            stage.tell(1, made(1, 1));

            // Then
            awaitSequence(1, 1);
            assertThat(sequence(0)).isEqualTo(1);
            other.rollback();
            awaitSequence(0, 2);
            awaitFold();
        }
    }

    @Test
    void shouldGoOnByItselfWhenTheDatabaseWasAway() throws SQLException {
        try (var projector = stage.projector()) {
            // Given
            stage.tell(0, made(0, 1));
            awaitSequence(0, 1);
            var threads = threads(projector);

            // When
            away(true);
            stage.tell(0, made(0, 2));
            awaitWaiting(projector, 0); // whichever is tried first waits for both, and only that one says why
            stage.tell(1, made(1, 1));
            away(false);

            // Then
            awaitSequence(0, 2);
            awaitSequence(1, 1);
            awaitFold();
            await().atMost(PATIENCE).until(() -> projector.status(ALL).stream().allMatch(RoleStatus::ready));
            assertThat(threads(projector)).isEqualTo(threads);
        }
    }

    @Test
    void shouldStartWhileTheDatabaseIsAwayAndGoOnWhenItIsBack() throws SQLException {
        // Given
        stage.tell(0, made(0, 1));
        away(true);
        try (var projector = stage.projector()) {
            awaitWaiting(projector, 0);

            // When
            away(false);

            // Then
            awaitSequence(0, 1);
            await().atMost(PATIENCE).until(() -> projector.status(ALL).stream().allMatch(RoleStatus::ready));
        }
    }

    private static void awaitWaiting(Projector projector, int partition) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(status(projector, Topics.EVENTS, partition))
                        .satisfies(part -> assertThat(part.ready()).isFalse())
                        .satisfies(part -> assertThat(part.detail()).contains("Exception")));
    }

    /** Lets nobody into the database, and throws out who is in. */
    private void away(boolean away) throws SQLException {
        beside("ALTER DATABASE %s WITH ALLOW_CONNECTIONS " + !away);
        if (away) {
            throwOut();
        }
    }

    private void throwOut() throws SQLException {
        beside("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'");
    }

    /** From another database of the same server. */
    private void beside(String sql) throws SQLException {
        String url = stage.server().jdbcUrl();
        String name = url.replaceAll(".*/|\\?.*", "");
        try (var connection = connect(url.replace("/" + name, "/postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql.formatted(name));
        }
    }

    private Connection connect(String url) throws SQLException {
        var server = stage.server();
        return DriverManager.getConnection(url, server.user(), server.password());
    }

    @Test
    void shouldSayHowOldTheOldestEventIsThatItHasNotWrittenAndHowLongItHasStoodStill() {
        // Given
        var registry = new SimpleMeterRegistry();
        stage.tell(0, made(0, 2), Instant.now().minus(Duration.ofHours(1)));

        // When
        try (var projector = stage.projector(registry)) {
            awaitStopped(projector, 0, "a gap");

            // Then
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(registry.get("roundtable.projection.lag.seconds")
                                .gauge()
                                .value())
                        .isBetween(3_600.0, 3_700.0);
                assertThat(registry.get("roundtable.projection.standstill.seconds")
                                .gauge()
                                .value())
                        .isBetween(0.5, 60.0);
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
