package io.roundtable.examples.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.roundtable.contract.consumer.AnotherLog;
import io.roundtable.contract.consumer.RoundtableEvents;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestDatabase;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithTestStack
final class CountMessagesTest {

    private static final long SEED = 20260131;
    private static final int KILLS = 6;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final String brokers;
    private final String jdbcUrl;
    private final Connection database;
    private final PretendEngine engine;

    @TempDir
    Path directory = Path.of("");

    CountMessagesTest(@Isolated TestStack stack) throws SQLException {
        brokers = stack.bootstrapServers();
        TestDatabase empty = stack.newDatabase();
        jdbcUrl = empty.jdbcUrl() + "?user=" + empty.user() + "&password=" + empty.password();
        database = DriverManager.getConnection(jdbcUrl);
        engine = new PretendEngine(brokers, random);
    }

    @BeforeEach
    void haveATopicAndTables() throws Exception {
        engine.createTopicAgain();
        new Ledger(DriverManager.getConnection(jdbcUrl));
    }

    @AfterEach
    void close() throws SQLException {
        engine.close();
        database.close();
    }

    @Test
    void shouldCountEachMessageOnceHoweverOftenItIsKilled() throws IOException, SQLException {
        // Given
        var output = directory.resolve("output.txt");
        for (int kill = 0; kill < KILLS; kill++) {
            long handled = handled();
            engine.write(200);
            long wanted = handled + 1 + random.nextLong(engine.written() - handled);
            try (var service = CountingProcess.start(brokers, jdbcUrl, output)) {
                until(service, wanted, output);
            }
        }

        // When
        engine.write(100);
        try (var service = CountingProcess.start(brokers, jdbcUrl, output)) {
            until(service, engine.written(), output);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(read(output)).endsWith(asPrinted(engine.truth())));
        }

        // Then
        assertThat(counts()).as("seed %d", SEED).isEqualTo(engine.truth());
    }

    @Test
    void shouldRefuseATopicThatWasCreatedAgain() throws Exception {
        // Given
        engine.write(50);
        try (var service = CountingProcess.start(brokers, jdbcUrl, directory.resolve("output.txt"))) {
            until(service, engine.written(), directory.resolve("output.txt"));
        }
        var before = counts();

        // When
        engine.createTopicAgain();
        engine.write(100);

        // Then
        try (var events = RoundtableEvents.consumer(Map.of("bootstrap.servers", brokers))) {
            assertThatThrownBy(() -> CountMessages.run(new Ledger(DriverManager.getConnection(jdbcUrl)), events))
                    .isInstanceOf(AnotherLog.class)
                    .hasMessageContaining("created again");
        }
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void shouldTurnASecondOneAway() throws Exception {
        // Given
        engine.write(10);
        var first = new Ledger(DriverManager.getConnection(jdbcUrl));
        var second = new Ledger(DriverManager.getConnection(jdbcUrl));
        try (var events = RoundtableEvents.consumer(Map.of("bootstrap.servers", brokers))) {
            var entries = Reading.everything(events, engine.written());
            first.add(entries);

            // Then
            assertThatThrownBy(() -> second.add(entries)).hasMessageContaining("somebody else");
        }
        assertThat(counts()).isEqualTo(engine.truth());
    }

    private void until(CountingProcess service, long handled, Path output) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(service.isAlive())
                    .as(() -> "the service ends by itself: " + read(output))
                    .isTrue();
            assertThat(handled()).isGreaterThanOrEqualTo(handled);
        });
    }

    private long handled() throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("select coalesce(sum(sequence), 0) from handled")) {
            row.next();
            return row.getLong(1);
        }
    }

    private Map<String, Long> counts() throws SQLException {
        var counts = new TreeMap<String, Long>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("select sandbox_id, messages from messages_per_agent")) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return counts;
    }

    private static String asPrinted(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(agent -> agent.getKey() + " " + agent.getValue() + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
