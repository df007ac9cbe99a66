package io.roundtable.runtime.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Reply;
import io.roundtable.contract.wire.Json;
import io.roundtable.engine.Deciders;
import io.roundtable.engine.MapRows;
import io.roundtable.runtime.RandomCommands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any history of commands, from a printed seed. */
final class HistoriesTest {

    private static final int COMMANDS = 400;

    @TempDir
    private Path dir;

    static LongStream seeds() {
        return LongStream.of(1, 2, 3);
    }

    /** Gives a history with poison and time that jumps in between. */
    private static void run(TestEngine engine, long seed) {
        var random = new Random(seed);
        for (CommandEnvelope envelope : RandomCommands.of(seed, COMMANDS)) {
            engine.after(Duration.ofSeconds(random.nextInt(100) - 20)).give(envelope);
            if (random.nextInt(20) == 0) {
                engine.raw(null, new byte[] {(byte) random.nextInt()}, new RecordHeaders());
            }
            if (random.nextInt(10) == 0) {
                engine.driver.advanceWallClockTime(Duration.ofSeconds(20));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldWriteTheSameBytesWhenAllIsDecidedAgain(long seed) {
        // Given
        List<String> once;
        try (var engine = new TestEngine(dir.resolve("once"))) {
            run(engine, seed);
            once = engine.written();
        }

        // When
        try (var engine = new TestEngine(dir.resolve("again"))) {
            run(engine, seed);

            // Then
            assertThat(engine.written()).isEqualTo(once).hasSizeGreaterThan(COMMANDS);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldAnswerEachCommandOnceAndKeepAStateThatIsTheFoldOfItsEvents(long seed) {
        try (var engine = new TestEngine(dir)) {
            // When
            run(engine, seed);

            // Then
            var events = engine.events();
            assertThat(events)
                    .extracting(EventEnvelope::sequence)
                    .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
            assertThat(engine.replies())
                    .extracting(Reply::commandId)
                    .isEqualTo(RandomCommands.of(seed, COMMANDS).stream()
                            .map(CommandEnvelope::commandId)
                            .toList());
            assertThat(stable(engine)).isEqualTo(folded(events));
        }
    }

    private static Map<String, String> folded(List<EventEnvelope> events) {
        var rows = new MapRows();
        var deciders = new Deciders();
        events.forEach(event -> deciders.evolve(rows, event.event(), event.time(), event.sequence()));
        var texts = new TreeMap<String, String>();
        rows.stable().forEach((key, row) -> texts.put(key, new String(Json.write(row), StandardCharsets.UTF_8)));
        return texts;
    }

    private static Map<String, String> stable(TestEngine engine) {
        var texts = new TreeMap<String, String>();
        KeyValueStore<Bytes, byte[]> store = engine.driver.getKeyValueStore(CommandProcessor.STATE);
        try (var all = store.all()) {
            all.forEachRemaining(entry -> {
                String key = new String(entry.key.get(), StandardCharsets.UTF_8);
                if (!key.equals("p") && !key.startsWith(io.roundtable.engine.RowKey.VOLATILE)) {
                    texts.put(key, new String(entry.value, StandardCharsets.UTF_8));
                }
            });
        }
        return texts;
    }
}
