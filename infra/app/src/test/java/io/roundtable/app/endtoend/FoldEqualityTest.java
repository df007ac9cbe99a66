package io.roundtable.app.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.engine.Deciders;
import io.roundtable.engine.MapRows;
import io.roundtable.engine.RowKey;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.projection.PureFold;
import io.roundtable.persistence.projection.TableDump;
import io.roundtable.persistence.version.ReadViews;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/**
 * Whatever has been done, by this test and by all before it: the engine's store, the tables and a fresh fold of the
 * events are the same. A fresh fold is by the code of whoever it is compared with, and so tells nothing of that code
 * itself; therefore store and tables are compared with each other too.
 */
@WithInstallation
final class FoldEqualityTest {
    private static final String STORE = "roundtable-engine-roundtable-state-changelog";
    private static final int WORKSPACES = 6;
    private static final int COMMANDS = 200;

    private final RecordCodec codec = new RecordCodec("/roundtable/test", RecordCodec.DEFAULT_SCHEMAS);

    @Test
    void shouldBeTheFoldOfTheEventsEverywhere(Installation installation) {
        // Given
        long seed = Long.getLong("roundtable.seed", ThreadLocalRandom.current().nextLong());
        System.out.println("seed of the random histories: -Droundtable.seed=" + seed);
        var settings = installation.database();
        try (var log = installation.log();
                var database =
                        Database.open(DatabaseSettings.of(settings.jdbcUrl(), settings.user(), settings.password()))) {
            var before = log.mark();

            // When
            talk(installation, seed);

            // Then
            assertThat(log.since(before, Topics.COMMANDS)).hasSizeGreaterThan(1_000);
            Sequences.assertDense(log);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertEqual(log, database.projection(ReadViews.SCHEMA), seed));
        }
    }

    private static void talk(Installation installation, long seed) {
        var olga = Person.registersAt(installation.node(), "Olga");
        var guests = List.of(
                Person.registersAt(installation.node(), "Pia"), Person.registersAt(installation.otherNode(), "Stan"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, WORKSPACES)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> new RandomTalk(seed + i, olga.opens("random"), guests).go(COMMANDS), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private void assertEqual(Log log, DSLContext tables, long seed) {
        var events = log.all(Topics.EVENTS).stream()
                .filter(entry -> !entry.header("ce_sequence").isEmpty())
                .toList();
        assertThat(dumped(tables)).as("tables, seed " + seed).isEqualTo(foldedTables(events));
        var stored = stored(log);
        assertThat(stored).as("store, seed " + seed).isEqualTo(foldedRows(events));
        var byStore = new KnownByStore(stored).all();
        assertThat(byStore.values().stream().map(Object::getClass).distinct())
                .as("kinds that are compared")
                .hasSize(Known.class.getPermittedSubclasses().length);
        assertThat(new KnownByTables(tables).all())
                .as("tables and store, seed " + seed)
                .isEqualTo(byStore);
    }

    private List<String> foldedTables(List<Entry> events) {
        var folds = new TreeMap<Integer, PureFold>();
        events.forEach(
                entry -> folds.computeIfAbsent(entry.partition(), PureFold::new).apply(event(entry)));
        return folds.values().stream()
                .flatMap(fold -> fold.lines().stream())
                .sorted()
                .toList();
    }

    private static List<String> dumped(DSLContext tables) {
        var lines = new ArrayList<String>();
        TableDump.lines(tables, lines::add);
        return lines.stream().sorted().toList();
    }

    private Map<String, String> foldedRows(List<Entry> events) {
        var deciders = new Deciders();
        var rows = new MapRows();
        events.stream()
                .map(this::event)
                .forEach(event -> deciders.evolve(rows, event.event(), event.time(), event.sequence()));
        var lines = new TreeMap<String, String>();
        rows.stable().forEach((key, row) -> lines.put(key, new String(Json.write(row), UTF_8)));
        return lines;
    }

    /** The engine's rows as its changelog has them, which is what a restart restores. */
    private static Map<String, String> stored(Log log) {
        var rows = new TreeMap<String, String>();
        for (var entry : log.all(STORE)) {
            var value = entry.value();
            if (value == null) {
                rows.remove(entry.keyText());
            } else {
                rows.put(entry.keyText(), new String(value, UTF_8));
            }
        }
        rows.keySet().removeIf(key -> !key.contains("/") || key.startsWith(RowKey.VOLATILE));
        return rows;
    }

    private EventEnvelope event(Entry entry) {
        return codec.event(entry.headers(), entry.value());
    }
}
