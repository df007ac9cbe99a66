package io.roundtable.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.runtime.command.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine against a real broker. */
final class LiveEngineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

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

    private void awaitAnswers(List<CommandEnvelope> history) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(stage.answered()).hasSizeGreaterThanOrEqualTo(history.size()));
    }

    private static void awaitReady(Engine engine) {
        await().atMost(PATIENCE)
                .until(() -> engine.status().stream().allMatch(RoleStatus::ready)
                        && !rows(engine).isEmpty());
    }

    private static Map<String, String> rows(Engine engine) {
        var rows = new TreeMap<String, String>();
        for (String name : List.of("roundtable-state", "roundtable-duplicates")) {
            ReadOnlyKeyValueStore<Bytes, byte[]> store = engine.streams()
                    .store(StoreQueryParameters.fromNameAndType(
                            name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore()));
            try (var all = store.all()) {
                // each partition has its own row "p", so values tell as well
                all.forEachRemaining(entry -> rows.put(name + entry.key + Arrays.toString(entry.value), ""));
            }
        }
        return rows;
    }

    private void assertAllAnsweredOnce(List<CommandEnvelope> history) {
        assertThat(stage.answered())
                .containsExactlyInAnyOrderElementsOf(
                        history.stream().map(CommandEnvelope::commandId).toList());
        stage.events()
                .forEach((partition, events) -> assertThat(events)
                        .as("partition %d", partition)
                        .extracting(EventEnvelope::sequence)
                        .isEqualTo(
                                LongStream.rangeClosed(1, events.size()).boxed().toList()));
    }

    @Test
    void shouldHaveTheSameStateWhenItsStoresAreRestoredFromTheLog() throws Exception {
        // Given
        var history = RandomCommands.of(1, 200);
        Map<String, String> before;
        try (var engine = stage.engine("stores")) {
            stage.give(history);
            awaitAnswers(history);
            awaitReady(engine);
            before = rows(engine);
        }
        delete(dir.resolve("stores"));

        // When
        try (var engine = stage.engine("stores")) {
            awaitReady(engine);

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rows(engine)).isEqualTo(before));
            assertAllAnsweredOnce(history);
        }
    }

    @Test
    void shouldDoNothingTwiceAndComeBackSoonWhenItIsKilled() throws Exception {
        // Given
        var history = RandomCommands.of(2, 2_000);
        try (var process = EngineProcess.start(stage.bootstrapServers(), dir.resolve("stores"))) {
            stage.give(history.subList(0, 500));
            await().atMost(PATIENCE).until(() -> stage.answered().size() >= 100);
            stage.give(history.subList(500, 1_600));
            process.kill();
        }
        assertThat(stage.answered().size()).isLessThan(history.size());
        stage.give(history.subList(1_600, history.size()));

        // When
        long start = System.nanoTime();
        try (var engine = stage.engine("stores")) {
            awaitReady(engine);
            awaitAnswers(history);

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertAllAnsweredOnce(history);
        }
    }

    @Test
    void shouldKeepForeignBytesOfAnySizeAndGoOn() {
        // Given
        var history = RandomCommands.of(3, 60);
        byte[] huge = new byte[Topics.MAX_RECORD_BYTES - 100]; // as large as its topic takes
        var many = new RecordHeaders();
        for (int i = 0; i < 50_000; i++) {
            many.add("h", new byte[] {1});
        }
        try (var engine = stage.engine("stores")) {
            // When
            stage.give(history.subList(0, 30));
            for (int partition = 0; partition < LiveStage.PARTITIONS; partition++) {
                stage.append(Topics.COMMANDS, partition, null, null, new RecordHeaders());
                stage.append(Topics.COMMANDS, partition, new byte[] {1}, huge, new RecordHeaders());
                stage.append(Topics.COMMANDS, partition, new byte[] {1}, new byte[] {2}, many);
            }
            stage.give(history.subList(30, history.size()));
            awaitAnswers(history);

            // Then
            assertAllAnsweredOnce(history);
            var kept = stage.read(Topics.DEAD_LETTERS);
            assertThat(kept).hasSize(3 * LiveStage.PARTITIONS);
            assertThat(kept).anySatisfy(entry -> assertThat(entry.value()).isEqualTo(huge));
            assertThat(kept).allSatisfy(entry -> {
                var headers = CloudEventHeaders.of(entry.headers());
                assertThat(headers.get("topic")).isEqualTo(Topics.COMMANDS);
                assertThat(headers.get("partition")).isEqualTo(Integer.toString(entry.partition()));
            });
            assertThat(engine.status()).allMatch(RoleStatus::ready);
        }
    }

    @Test
    void shouldRefuseWhatItsTopicWouldNotTakeAndGoOn() {
        // Given
        var created = People.by(People.OLGA, 1, People.createWorkspace(People.LAB));
        var slim = traced("0");
        var encoded = LiveStage.CODEC.encode(slim, Instant.EPOCH);
        long size = RecordSize.of(encoded.keyBytes(), encoded.value(), encoded.headers());
        // as large as a command can be, and its event has more headers
        var huge = traced("0".repeat((int) (Topics.MAX_RECORD_BYTES - size)));
        var last = People.by(People.OLGA, 3, People.rename(People.LAB, "fine"));
        try (var _ = stage.engine("stores")) {
            // When
            stage.give(List.of(created, huge, last));
            awaitAnswers(List.of(created, huge, last));

            // Then
            var replies = stage.read(Topics.REPLIES).stream()
                    .map(entry -> LiveStage.CODEC.reply(entry.headers(), entry.value()))
                    .toList();
            assertThat(Objects.requireNonNull(replies.get(1).outcome().rejection())
                            .code())
                    .isEqualTo(RejectionCode.INTERNAL);
            assertThat(replies.get(2).outcome().accepted()).isNotNull();
            assertThat(stage.read(Topics.DEAD_LETTERS)).hasSize(1);
        }
    }

    private static CommandEnvelope traced(String traceparent) {
        var rename = People.rename(People.LAB, "other");
        return new CommandEnvelope(People.commandId(2), People.OLGA, 0, null, null, traceparent, rename);
    }

    private static void delete(Path root) throws Exception {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
