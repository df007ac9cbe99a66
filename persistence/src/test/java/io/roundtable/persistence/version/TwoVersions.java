package io.roundtable.persistence.version;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.TestDatabase;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Checkpoints;
import io.roundtable.persistence.projection.EventProjection;
import io.roundtable.persistence.projection.Projected;
import io.roundtable.persistence.projection.TestLog;
import io.roundtable.persistence.projection.TestProjection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** A database with the version that is read, and another that is being made. */
final class TwoVersions implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-02T03:04:05Z");
    static final Set<Projection> EVENTS = Set.of(Projection.EVENTS);
    static final String LIVE = "projection_1";

    /** How long a switch may hold up writers. */
    static final Duration PATIENCE = Duration.ofMillis(300);

    final DatabaseSettings settings = TestDatabase.copyOf("two_versions", TwoVersions::make);
    final Database database = Database.open(settings);
    final Versions versions = new Versions(database);
    final Indexes indexes = new Indexes(database);
    final Switching switching = new Switching(database);
    final String shadow = "projection_2";

    private static void make(Database database) {
        var versions = new Versions(database);
        versions.prepare(NOW);
        String shadow = versions.nextSchema();
        versions.create(shadow, EVENTS, NOW);
        new Indexes(database).leaveOut(shadow, EVENTS);
    }

    /** What queries see. */
    DSLContext read() {
        return database.projection(ReadViews.SCHEMA);
    }

    void writeLive(TestLog log) {
        write(new EventProjection(database.projection(LIVE)), LIVE, log, 50);
    }

    void fill(TestLog log) {
        write(EventProjection.inBulk(database.projection(shadow), null), shadow, log, 200);
    }

    void finish() {
        indexes.make(shadow, EVENTS, (_, _) -> {});
    }

    /** Both, equal, the second kept current from now on. */
    void fillBoth(TestLog log) {
        writeLive(log);
        fill(log);
        finish();
        versions.become(shadow, EVENTS, Version.State.STANDBY, NOW);
    }

    private void write(EventProjection projection, String schema, TestLog log, int size) {
        Checkpoint at = new Checkpoints(database.projection(schema))
                .open(EventProjection.NAME, TestProjection.TOPIC, log.partition());
        List<Projected> left = log.after(at.sequence());
        for (int i = 0; i < left.size(); i += size) {
            at = projection.write(at, left.subList(i, Math.min(i + size, left.size())));
        }
    }

    Comparison compare() {
        try (var comparing = Comparing.with(database, LIVE)) {
            return comparing.to(shadow, EVENTS);
        }
    }

    List<String> indexNames(String schema) {
        return Stream.of(database.control()
                        .fetchValues("select indexname::text from pg_indexes where schemaname = ? order by 1", schema)
                        .toArray())
                .map(Object::toString)
                .toList();
    }

    @Override
    public void close() {
        database.close();
    }
}
