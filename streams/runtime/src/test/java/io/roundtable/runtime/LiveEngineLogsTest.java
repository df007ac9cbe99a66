package io.roundtable.runtime;

import static io.roundtable.runtime.LiveStage.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.Changelogs;
import io.roundtable.runtime.command.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine where somebody has been at the group's offsets, the log of commands, the events, or the changelogs. */
final class LiveEngineLogsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int LAB = LiveStage.HASH.of(People.LAB);
    private static final TopicPartition COMMANDS = new TopicPartition(Topics.COMMANDS, LAB);

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

    enum Offsets {
        DELETED,
        AT_THE_START,
        AT_THE_END
    }

    private void decide(List<CommandEnvelope> history) {
        try (var engine = stage.engine("stores")) {
            stage.give(history);
            awaitAnswers(history);
            awaitReady(engine);
        }
    }

    private void awaitAnswers(List<CommandEnvelope> history) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stage.answered()).hasSizeGreaterThanOrEqualTo(history.size()));
    }

    /** All partitions are there, and ready. */
    private static void awaitReady(Engine engine) {
        await().atMost(PATIENCE)
                .until(
                        engine::status,
                        parts -> parts.size() == 1 + LiveStage.PARTITIONS
                                && parts.stream().allMatch(RoleStatus::ready));
    }

    /** These partitions have stopped, and the others are ready. */
    private static List<RoleStatus> awaitStopped(Engine engine, Set<Integer> partitions) {
        var names = partitions.stream()
                .map(partition -> new TopicPartition(Topics.COMMANDS, partition).toString())
                .collect(Collectors.toSet());
        var parts = await().atMost(PATIENCE)
                .until(
                        engine::status,
                        found -> found.size() == 1 + LiveStage.PARTITIONS
                                && found.getFirst().ready()
                                && found.stream()
                                        .skip(1)
                                        .allMatch(part -> part.ready() != names.contains(part.part())));
        return parts.stream().filter(part -> !part.ready()).toList();
    }

    private void assertAllAnsweredOnce(List<CommandEnvelope> history) {
        assertThat(stage.answered()).containsExactlyInAnyOrderElementsOf(ids(history));
        stage.events()
                .forEach((partition, events) -> assertThat(events)
                        .as("partition %d", partition)
                        .extracting(EventEnvelope::sequence)
                        .isEqualTo(
                                LongStream.rangeClosed(1, events.size()).boxed().toList()));
    }

    private static List<CommandId> ids(List<CommandEnvelope> history) {
        return history.stream().map(CommandEnvelope::commandId).toList();
    }

    private static boolean isOfLab(CommandEnvelope envelope) {
        return LiveStage.HASH.of(envelope.command().workspaceId()) == LAB;
    }

    private long end(TopicPartition partition) {
        return Objects.requireNonNull(get(stage.admin
                                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                                .all())
                        .get(partition))
                .offset();
    }

    private void move(Offsets offsets) {
        if (offsets == Offsets.DELETED) {
            get(stage.admin.deleteConsumerGroups(List.of(Engine.APPLICATION_ID)).all());
            return;
        }
        var moved = IntStream.range(0, LiveStage.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.COMMANDS, partition))
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> new OffsetAndMetadata(offsets == Offsets.AT_THE_START ? 0 : end(partition))));
        get(stage.admin.alterConsumerGroupOffsets(Engine.APPLICATION_ID, moved).all());
    }

    @ParameterizedTest
    @EnumSource(Offsets.class)
    void shouldDecideNothingTwiceAndLeaveNothingOutWhateverTheGroupsOffsetsAre(Offsets offsets) {
        // Given
        var history = RandomCommands.of(4, 300);
        decide(history.subList(0, 150));
        stage.give(history.subList(150, history.size()));

        // When
        move(offsets);
        try (var engine = stage.engine("stores")) {
            awaitAnswers(history);
            awaitReady(engine);

            // Then
            assertAllAnsweredOnce(history);
            assertThat(engine.status())
                    .allSatisfy(part -> assertThat(part.lag()).isIn(null, 0L));
        }
    }

    @Test
    void shouldStopOnlyThePartitionWhoseCommandsAreGoneUntilAnOperatorGivesThemUp() {
        // Given
        var history = RandomCommands.of(5, 300);
        decide(history.subList(0, 100));
        var lost = history.subList(100, 200);
        stage.give(lost);
        long end = end(COMMANDS);
        get(stage.admin
                .deleteRecords(Map.of(COMMANDS, RecordsToDelete.beforeOffset(end)))
                .all());
        var answerable = ids(history.stream()
                .filter(envelope -> !(lost.contains(envelope) && isOfLab(envelope)))
                .toList());

        // When
        try (var engine = stage.engine("stores")) {
            var stopped = awaitStopped(engine, Set.of(LAB));
            stage.give(history.subList(200, 300));

            // Then
            assertThat(stopped).singleElement().satisfies(part -> {
                assertThat(part.detail()).contains("to " + (end - 1) + " are gone");
                assertThat(part.action()).contains("engine-stopped.md");
            });
            long others =
                    history.stream().filter(envelope -> !isOfLab(envelope)).count();
            await().atMost(PATIENCE)
                    .until(() -> stage.answered().size()
                            >= others
                                    + history.subList(0, 100).stream()
                                            .filter(LiveEngineLogsTest::isOfLab)
                                            .count());
            assertThat(stage.answered())
                    .doesNotContainAnyElementsOf(ids(history.subList(100, 300).stream()
                            .filter(LiveEngineLogsTest::isOfLab)
                            .toList()));
        }
        try (var engine = stage.engine("stores", Map.of(LAB, end))) {
            await().atMost(PATIENCE).until(() -> stage.answered().size() >= answerable.size());
            awaitReady(engine);
            assertThat(stage.answered()).containsExactlyInAnyOrderElementsOf(answerable);
        }
    }

    @Test
    void shouldAppendNoEventToAPartitionWhoseStateIsLost() {
        // Given
        var history = RandomCommands.of(6, 200);
        decide(history.subList(0, 100));
        var before = stage.events();
        get(stage.admin.deleteTopics(Changelogs.NAMES).all());
        await().atMost(PATIENCE)
                .until(() -> get(stage.admin.listTopics().names()).stream().noneMatch(Changelogs.NAMES::contains));

        // When
        try (var engine = stage.engine("other-stores")) {
            var stopped = awaitStopped(engine, before.keySet());
            stage.give(history.subList(100, 200));

            // Then
            assertThat(stopped).allSatisfy(part -> assertThat(part.detail()).contains("the state has come to event 0"));
            await().atMost(PATIENCE)
                    .until(() -> engine.status().stream()
                                    .mapToLong(LiveEngineLogsTest::lag)
                                    .sum()
                            >= 100);
            assertThat(stage.events()).isEqualTo(before);
            assertThat(stage.answered()).containsExactlyInAnyOrderElementsOf(ids(history.subList(0, 100)));
        }
    }

    private static long lag(RoleStatus part) {
        Long lag = part.lag();
        return lag == null ? 0 : lag;
    }

    @Test
    void shouldStopWhereAnEventIsThatItDidNotWriteAndNotWhereOneWasAborted() {
        // Given
        var history = RandomCommands.of(7, 200);
        decide(history.subList(0, 100));
        var events = stage.events();
        var own = Objects.requireNonNull(events.get(LAB));
        int other = events.keySet().stream()
                .filter(partition -> partition != LAB)
                .findFirst()
                .orElseThrow();
        stage.tell(LAB, following(own.getLast()));
        tellAndAbort(other, following(Objects.requireNonNull(events.get(other)).getLast()));

        // When
        try (var engine = stage.engine("stores")) {
            var stopped = awaitStopped(engine, Set.of(LAB));
            stage.give(history.subList(100, 200));

            // Then
            assertThat(stopped)
                    .singleElement()
                    .satisfies(part -> assertThat(part.detail()).contains("the log of events to " + (own.size() + 1)));
            var answerable = ids(history.stream()
                    .filter(envelope -> history.indexOf(envelope) < 100 || !isOfLab(envelope))
                    .toList());
            await().atMost(PATIENCE).until(() -> stage.answered().size() >= answerable.size());
            assertThat(stage.answered()).containsExactlyInAnyOrderElementsOf(answerable);
            assertThat(stage.events().get(LAB)).hasSize(own.size() + 1);
        }
    }

    private static EventEnvelope following(EventEnvelope event) {
        return new EventEnvelope(
                event.id(),
                event.sequence() + 1,
                event.time(),
                event.actor(),
                event.cause(),
                event.correlationId(),
                event.traceparent(),
                event.event());
    }

    private void tellAndAbort(int partition, EventEnvelope event) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", stage.bootstrapServers(), "transactional.id", "somebody-else");
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var encoded = LiveStage.CODEC.encode(event);
            get(producer.send(new ProducerRecord<>(
                    Topics.EVENTS, partition, encoded.keyBytes(), encoded.value(), encoded.headers())));
            producer.abortTransaction();
        }
    }
}
