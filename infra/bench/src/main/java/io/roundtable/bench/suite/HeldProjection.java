package io.roundtable.bench.suite;

import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Sql;
import io.roundtable.bench.installation.Stack;
import io.roundtable.bench.installation.Waiting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * The product's live projection, which can be made to stand still while a log grows: somebody else holds its checkpoints,
 * as a database that is away for a while would. So the projector stays as warm as it is.
 */
final class HeldProjection implements AutoCloseable {
    private static final Map<String, String> TOPICS =
            Map.of("events", "roundtable.events", "outcomes", "roundtable.replies");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final String schema;
    private final Sql holding;
    private final Sql looking;
    private final LogEnds ends;

    private HeldProjection(String schema, Sql holding, Sql looking, LogEnds ends) {
        this.schema = schema;
        this.holding = holding;
        this.looking = looking;
        this.ends = ends;
    }

    /** @throws BenchFailure where events and outcomes aren't in one schema, as they are in a new installation */
    static HeldProjection of(Stack stack) throws SQLException {
        var looking = new Sql(stack.database());
        try (var statement = looking.connection().createStatement();
                var result = statement.executeQuery("""
                    SELECT min(schema_name), count(DISTINCT schema_name) FROM control.version WHERE state = 'active'\
                    """)) {
            if (!result.next() || result.getInt(2) != 1) {
                throw new BenchFailure("there is more or less than one version of the tables");
            }
            var holding = new Sql(stack.database());
            holding.connection().setAutoCommit(false);
            return new HeldProjection(result.getString(1), holding, looking, new LogEnds(stack.bootstrapServers()));
        }
    }

    String schema() {
        return schema;
    }

    /** From now on nothing is projected; reading goes on. */
    void hold() throws SQLException {
        holding.execute("LOCK TABLE " + schema + ".checkpoint IN EXCLUSIVE MODE");
    }

    /**
     * What was projected between two looks.
     *
     * @param part of all that was to be projected; what was there at the first look isn't part of it
     */
    record Caught(double part, double seconds) {}

    /** Lets it go on, and waits until it has what is in the log by now. */
    Caught release() throws SQLException {
        long target = 0;
        for (var topic : TOPICS.values()) {
            target +=
                    ends.of(topic).values().stream().mapToLong(Long::longValue).sum();
        }
        looking.execute("CHECKPOINT");
        long before = position();
        holding.connection().commit();
        Waiting.until("the projection to go on", START_LIMIT, BETWEEN_LOOKS, () -> position() > before);
        long first = position();
        long begin = System.nanoTime();
        long last = target;
        Waiting.until("the projection to be at the end", LIMIT, BETWEEN_LOOKS, () -> position() >= last);
        return new Caught((double) (target - first) / (target - before), (System.nanoTime() - begin) / 1e9);
    }

    /** Of all partitions; ends are exact, since checkpoints stand behind the last record and not at the end of the log. */
    private long position() {
        try (var statement = looking.connection().createStatement();
                var result = statement.executeQuery(
                        "SELECT coalesce(sum(log_offset), 0) FROM %s.checkpoint WHERE projection IN ('events', 'outcomes')"
                                .formatted(schema))) {
            var _ = result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new BenchFailure("cannot read the projection's checkpoints", e);
        }
    }

    @Override
    public void close() throws SQLException {
        holding.close();
        looking.close();
        ends.close();
    }
}
