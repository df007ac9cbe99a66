package io.roundtable.persistence.projection;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.Migrations;
import io.roundtable.persistence.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** One version of the projection in a database of its own, and a writer to it. */
public final class TestProjection implements AutoCloseable {

    public static final String TOPIC = "5xB3kq9dQ2uVbA7nT0aZxw";

    private static final String SCHEMA = "projection_1";

    private final Database database =
            Database.open(TestDatabase.copyOf("projected", made -> Migrations.projection(made.unpooled(), SCHEMA)));

    public DSLContext sql() {
        return database.projection(SCHEMA);
    }

    /** The credentials beside it. */
    public DSLContext identity() {
        Migrations.identity(database.unpooled());
        return database.identity();
    }

    public Checkpoint open(int partition) {
        return new Checkpoints(sql()).open(EventProjection.NAME, TOPIC, partition);
    }

    /** Writes what of the log isn't there yet, in batches of at most {@code size}. */
    public Checkpoint write(TestLog log, int size) {
        EventProjection projection = new EventProjection(sql());
        Checkpoint at = open(log.partition());
        List<Projected> left = log.after(at.sequence());
        for (int i = 0; i < left.size(); i += size) {
            at = projection.write(at, left.subList(i, Math.min(i + size, left.size())));
        }
        return at;
    }

    public List<String> dump() {
        List<String> lines = new ArrayList<>();
        TableDump.lines(sql(), lines::add);
        return lines;
    }

    @Override
    public void close() {
        database.close();
    }
}
