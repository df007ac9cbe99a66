package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.installation.Installation;
import io.roundtable.bench.installation.OwnDirectory;
import io.roundtable.bench.sink.DebeziumSink;
import io.roundtable.bench.sink.IndexedCopy;
import io.roundtable.bench.sink.NewRows;
import io.roundtable.bench.sink.UnnestUpsert;
import io.roundtable.bench.sink.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The others that write the rows which the product has written, one after the other. */
final class Sinks implements AutoCloseable {
    private static final String BUILD = "mvn -q -f infra/bench/debezium package";

    private final NewRows rows;
    private final UnnestUpsert upsert;
    private final IndexedCopy copy;
    private final @Nullable DebeziumSink debezium;

    private Sinks(NewRows rows, UnnestUpsert upsert, IndexedCopy copy, @Nullable DebeziumSink debezium) {
        this.rows = rows;
        this.upsert = upsert;
        this.copy = copy;
        this.debezium = debezium;
    }

    /** What is there already is nobody's to write; where there is no Debezium, it is said and left out. */
    static Sinks of(Run run, Installation installation, String schema) throws IOException, SQLException {
        var stack = installation.stack();
        var rows = NewRows.of(stack, schema);
        var jars = OwnDirectory.of(Sinks.class).resolve("lib-debezium");
        var classPath = DebeziumSink.classPath(jars);
        if (classPath.isEmpty()) {
            run.say("not beside Debezium's sink: its jars aren't in %s; they come by: %s".formatted(jars, BUILD));
        }
        var upsert = UnnestUpsert.of(stack, rows);
        var copy = IndexedCopy.of(stack, rows, writable(run.directory()));
        var debezium = classPath.isEmpty() ? null : DebeziumSink.start(installation, rows, classPath.get());
        return new Sinks(rows, upsert, copy, debezium);
    }

    /** @param events that the rows were made of: each makes a message, or a step of one */
    record Taken(long all, long events) {}

    Taken take() throws SQLException {
        return new Taken(rows.take(), rows.count("message") + rows.count("message_step"));
    }

    /**
     * @param name short
     * @param what it does
     */
    record Done(String name, String what, Written written, Goal goal) {}

    List<Done> run() throws SQLException {
        var done = new ArrayList<Done>();
        rows.checkpoint();
        done.add(new Done("upsert", "upsert by unnest", upsert.run(), new Goal.RatioAtLeast(0.9)));
        rows.checkpoint();
        done.add(new Done("COPY", "COPY with the indexes", copy.run(), new Goal.None()));
        var sink = debezium;
        if (sink != null) {
            done.add(new Done("Debezium", "Debezium JDBC sink, unnest", sink.run(), new Goal.RatioAtLeast(1.4)));
        }
        return done;
    }

    /** PostgreSQL runs as somebody else where the bench runs as root. */
    private static Path writable(Path directory) throws IOException {
        var files = Files.createDirectory(directory.resolve("rows"));
        return Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Override
    public void close() throws SQLException {
        var sink = Optional.ofNullable(debezium);
        if (sink.isPresent()) {
            sink.get().close();
        }
        upsert.close();
        copy.close();
        rows.close();
    }
}
