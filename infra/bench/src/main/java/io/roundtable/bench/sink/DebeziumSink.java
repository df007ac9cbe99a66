package io.roundtable.bench.sink;

import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Child;
import io.roundtable.bench.installation.ClassPath;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.Node;
import io.roundtable.bench.installation.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Debezium's JDBC sink in a worker of Kafka Connect, in a VM of its own with jars of its own. A connector for each table,
 * side by side, since each has a schema of its own; each reads a topic of flat records, which is filled while it stands
 * still. It moves offsets in Kafka after the rows, so it may write rows twice; the product can't.
 */
public final class DebeziumSink implements AutoCloseable {
    private static final String SCHEMA = "bench_sink";
    private static final String MAIN = "org.apache.kafka.connect.cli.ConnectStandalone";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration WRITE_LIMIT = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final NewRows rows;
    private final Connection connection;
    private final Child worker;
    private final ConnectRest rest;
    private final FlatTopics topics;

    private DebeziumSink(NewRows rows, Connection connection, Child worker, ConnectRest rest, FlatTopics topics) {
        this.rows = rows;
        this.connection = connection;
        this.worker = worker;
        this.rest = rest;
        this.topics = topics;
    }

    /** Its jars, where somebody has put them beside the bench's own. */
    public static Optional<ClassPath> classPath(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (var jars = Files.list(directory)) {
            return Optional.of(new ClassPath(
                    jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList()));
        } catch (IOException e) {
            throw new BenchFailure("cannot list " + directory, e);
        }
    }

    /** Returns when it stands still and waits; it is stopped with the installation at the latest. */
    public static DebeziumSink start(Installation installation, NewRows rows, ClassPath classPath)
            throws IOException, SQLException {
        rows.copyDefinitions(SCHEMA);
        var stack = installation.stack();
        var directory = installation.directory();
        var topics = new FlatTopics(stack, rows);
        var settings = new SinkSettings(stack, SCHEMA);
        var rest = ConnectRest.onFreePort();
        var tables = topics.tables();
        var words = new ArrayList<String>();
        words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        words.add(MAIN);
        words.add(settings.worker(directory, rest.port()).toString());
        for (var table : tables) {
            words.add(settings.connector(directory, table).toString());
        }
        var worker = installation
                .keep(new Node(Child.start("debezium", directory, classPath, words), rest.port()))
                .process();
        try {
            for (var table : tables) {
                Waiting.until("connector " + table.name(), START_LIMIT, Duration.ofMillis(200), () -> {
                    worker.requireAlive();
                    return rest.isRunning(table.name());
                });
                rest.pause(table.name());
            }
            return new DebeziumSink(rows, stack.database(), worker, rest, topics);
        } catch (RuntimeException | SQLException e) {
            topics.close();
            throw e;
        }
    }

    /** Writes what is set aside: from when its first rows are seen, which don't count, to the last. */
    public Written run() throws SQLException {
        var marks = topics.fill();
        rows.checkpoint();
        long before = count();
        topics.tables().forEach(table -> rest.resume(table.name()));
        Waiting.until("the sink's first row", START_LIMIT, BETWEEN_LOOKS, () -> {
            worker.requireAlive();
            return marks.stream().anyMatch(mark -> seen(mark.firsts()) > 0);
        });
        long first = count() - before;
        long begin = System.nanoTime();
        var open = new ArrayList<>(marks);
        Waiting.until("the sink's last row", WRITE_LIMIT, BETWEEN_LOOKS, () -> {
            worker.requireAlive();
            open.removeIf(mark -> seen(mark.lasts()) == mark.lasts().size());
            return open.isEmpty();
        });
        double seconds = (System.nanoTime() - begin) / 1e9;
        topics.tables().forEach(table -> rest.pause(table.name()));
        return new Written(topics.tables().stream().mapToLong(rows::count).sum() - first, seconds);
    }

    /** Rows that it has written so far, of all tables. */
    private long count() throws SQLException {
        long count = 0;
        try (var statement = connection.createStatement()) {
            for (var table : topics.tables()) {
                try (var result = statement.executeQuery("SELECT count(*) FROM " + SCHEMA + "." + table.name())) {
                    var _ = result.next();
                    count += result.getLong(1);
                }
            }
        }
        return count;
    }

    private long seen(FlatTopics.Keys keys) {
        var columns = String.join(", ", keys.table().key());
        var wanted = Stream.generate(() -> "?").limit(keys.table().key().size()).toList();
        var tuple = "(" + String.join(", ", wanted) + ")";
        var sql = "SELECT count(*) FROM %s.%s WHERE (%s) IN (%s)"
                .formatted(
                        SCHEMA,
                        keys.table().name(),
                        columns,
                        String.join(
                                ", ",
                                Stream.generate(() -> tuple).limit(keys.size()).toList()));
        try (var statement = connection.prepareStatement(sql)) {
            int place = 1;
            for (List<Object> key : keys.values()) {
                for (var value : key) {
                    statement.setObject(place++, value);
                }
            }
            try (var result = statement.executeQuery()) {
                var _ = result.next();
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw new BenchFailure("cannot look at the sink's rows", e);
        }
    }

    @Override
    public void close() throws SQLException {
        worker.close();
        topics.close();
        connection.close();
    }
}
