package io.roundtable.runtime.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandEnvelope.RetryKey;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Reply;
import io.roundtable.runtime.RandomCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateFoldTest {

    private static final int COMMANDS = 400;

    @TempDir
    private Path dir;

    private final StateFold fold = new StateFold(TestEngine.WINDOW, 0);

    /** Some of them with a key, and some of those under one that was used before. */
    private static List<CommandEnvelope> history(long seed) {
        var random = new Random(seed);
        var commands = new ArrayList<CommandEnvelope>();
        for (CommandEnvelope plain : RandomCommands.of(seed, COMMANDS)) {
            var retry = random.nextBoolean() ? new RetryKey("key-" + random.nextInt(150), "print") : null;
            commands.add(new CommandEnvelope(
                    plain.commandId(),
                    plain.principal(),
                    plain.seed(),
                    retry,
                    plain.expectedVersion(),
                    plain.traceparent(),
                    plain.command()));
        }
        return commands;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldHaveTheRowsOfAnEngineThatHasDecidedTheSame(long seed) {
        try (var engine = new TestEngine(dir)) {
            // Given
            var commands = history(seed);
            var random = new Random(seed);
            commands.forEach(command ->
                    engine.after(Duration.ofSeconds(random.nextInt(100) - 20)).give(command));
            List<EventEnvelope> events = engine.events();
            List<Reply> replies = engine.replies();

            // When
            events.forEach(fold::happened);
            for (int i = 0; i < commands.size(); i++) {
                fold.passed(i, replies.get(i).time());
                fold.answered(commands.get(i), replies.get(i));
            }
            fold.end();

            // Then
            var reached = PartitionState.read(engine.driver.getKeyValueStore(CommandProcessor.STATE));
            assertThat(fold.sequence()).isEqualTo(reached.sequence()).isPositive();
            assertThat(fold.nextOffset()).isEqualTo(reached.nextOffset());
            assertThat(fold.time()).isEqualTo(reached.time());
            assertThat(folded(EngineStore.STATE)).isEqualTo(stored(engine, EngineStore.STATE, reached.time()));
            assertThat(folded(EngineStore.DUPLICATES))
                    .isEqualTo(stored(engine, EngineStore.DUPLICATES, reached.time()))
                    .isNotEmpty();
        }
    }

    private Map<String, String> folded(EngineStore store) {
        var rows = new TreeMap<String, String>();
        fold.each(store, (key, value) -> put(rows, store, key, value, fold.time()));
        return rows;
    }

    private static Map<String, String> stored(TestEngine engine, EngineStore store, Instant now) {
        var rows = new TreeMap<String, String>();
        KeyValueStore<Bytes, byte[]> open = engine.driver.getKeyValueStore(
                store == EngineStore.STATE ? CommandProcessor.STATE : CommandProcessor.DUPLICATES);
        try (var all = open.all()) {
            all.forEachRemaining(row -> put(rows, store, row.key, row.value, now));
        }
        return rows;
    }

    private static void put(Map<String, String> rows, EngineStore store, Bytes key, byte[] value, Instant now) {
        if (store.isGivenByLogs(key, value, now, TestEngine.WINDOW)) {
            rows.put(store.text(key), Arrays.toString(value));
        }
    }

    @Test
    void shouldTellHowFarItHasComeAfterAllElse() {
        try (var engine = new TestEngine(dir)) {
            // Given
            history(1).forEach(engine::give);
            engine.events().forEach(fold::happened);
            fold.end();
            var keys = new ArrayList<String>();

            // When
            fold.each(EngineStore.STATE, (key, _) -> keys.add(EngineStore.STATE.text(key)));

            // Then
            assertThat(keys).hasSizeGreaterThan(2).endsWith("p").doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldAwaitTheFirstCommandAfterEventsThatWereDecidedElsewhere() {
        try (var engine = new TestEngine(dir)) {
            // Given
            history(1).forEach(engine::give);
            var events = engine.events();
            int restored = events.size() - 3;
            var here = new StateFold(TestEngine.WINDOW, restored);

            // When
            events.subList(0, restored).forEach(here::happened);

            // Then
            assertThat(here.nextOffset()).isZero();
            assertThat(here.sequence()).isEqualTo(restored);
            assertThat(here.time()).isEqualTo(events.get(restored - 1).time());

            // When
            events.subList(restored, events.size()).forEach(here::happened);

            // Then
            assertThat(here.nextOffset()).isEqualTo(events.getLast().cause().commandOffset() + 1);
        }
    }

    @Test
    void shouldRefuseAnEventThatIsNotTheNext() {
        try (var engine = new TestEngine(dir)) {
            // Given
            history(1).forEach(engine::give);
            var events = engine.events();
            fold.happened(events.getFirst());

            // When, then
            assertThatThrownBy(() -> fold.happened(events.get(2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("event 3 comes after event 1");
        }
    }
}
