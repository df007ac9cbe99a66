package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.app.settings.Setting;
import io.roundtable.contract.Topics;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Checkpoints;
import io.roundtable.persistence.projection.EventProjection;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.TableDigest;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.log.Log;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jooq.Field;

/** An installation with a broker and a database of its own, which commands go to that need no server. */
final class Place implements AutoCloseable {

    private static final String SCHEMA = "projection_1";
    private static final Set<String> POSITIONS =
            Set.of("partition", "sequence", "created_sequence", "first_sequence", "last_sequence");

    private final TestStack stack;
    private final Installation installation;
    private final Path directory;
    private final Database database;

    Place(Map<Setting, String> particulars, Path directory) {
        this.stack = TestStack.isolated();
        this.installation = Installation.on(stack, particulars);
        this.directory = directory;
        var settings = installation.database();
        this.database = Database.open(DatabaseSettings.of(settings.jdbcUrl(), settings.user(), settings.password()));
    }

    Installation installation() {
        return installation;
    }

    Database database() {
        return database;
    }

    /** A command with this installation's settings, whatever comes of it. */
    Ran tries(String... args) {
        var screen = new RecordingTerminal(directory);
        installation.environment("command").forEach((setting, value) -> screen.env(setting.env(), value));
        int exit = Commands.run(screen, args);
        return new Ran(exit, screen.out(), screen.err());
    }

    /** A command that has to succeed. */
    Ran runs(String... args) {
        Ran ran = tries(args);
        assertThat(ran.exit()).as(ran.toString()).isZero();
        return ran;
    }

    /** What became of a command. */
    record Ran(int exit, String out, String err) {}

    /** Every table that is made of the events. */
    List<TableDigest> digests() {
        return Projection.EVENTS.tables().stream()
                .map(table -> TableDigest.of(database.control(), SCHEMA, table))
                .toList();
    }

    /** The same but for the columns that hold places of the log. */
    Map<String, String> digestsWithoutPositions() {
        var found = new TreeMap<String, String>();
        for (var table : Projection.EVENTS.tables()) {
            var columns = java.util.Arrays.stream(table.fields())
                    .map(Field::getName)
                    .filter(name -> !POSITIONS.contains(name))
                    .collect(Collectors.joining(","));
            found.put(
                    table.getName(),
                    String.valueOf(database.control()
                            .fetchSingle("select count(*), sum(hashtextextended(row(%s)::text, 0)) from %s.%s"
                                    .formatted(columns, SCHEMA, table.getName()))
                            .intoList()));
        }
        return found;
    }

    /** Waits until the tables hold all events there are. */
    void awaitTables() {
        Map<Integer, Long> ends = new TreeMap<>();
        events().forEach(entry -> ends.merge(entry.partition(), sequence(entry), Math::max));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(new Checkpoints(database.projection(SCHEMA))
                                .all(EventProjection.NAME).stream()
                                        .filter(checkpoint -> checkpoint.sequence() > 0)
                                        .collect(Collectors.toMap(Checkpoint::partition, Checkpoint::sequence)))
                        .isEqualTo(ends));
    }

    List<Entry> events() {
        try (Log log = installation.log()) {
            return log.all(Topics.EVENTS);
        }
    }

    static long sequence(Entry entry) {
        return Long.parseLong(entry.header("ce_sequence"));
    }

    boolean isEmpty() {
        try (Log log = installation.log()) {
            return Topics.ALL.stream().allMatch(topic -> log.all(topic).isEmpty());
        }
    }

    @Override
    public void close() {
        database.close();
        installation.close();
        stack.close();
    }
}
