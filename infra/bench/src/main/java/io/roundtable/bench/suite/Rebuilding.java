package io.roundtable.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Child;
import io.roundtable.bench.installation.Sql;
import io.roundtable.bench.installation.Stack;
import io.roundtable.bench.installation.Waiting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Has the product rebuild all its tables, without switching to them. */
final class Rebuilding {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
    private static final List<String> OVER = List.of("ready", "done", "failed", "cancelled");

    private final Api operator;
    private final Stack stack;
    private final Child projector;

    Rebuilding(Api operator, Stack stack, Child projector) {
        this.operator = operator;
        this.stack = stack;
        this.projector = projector;
    }

    /**
     * One rebuild.
     *
     * @param schema where its tables are, until it is dropped
     * @param seconds from the first event read to the last index made; comparing isn't part of it
     * @param projectorCpu seconds of the projector's VM meanwhile
     * @param databaseCpu seconds of PostgreSQL meanwhile
     */
    record Done(String id, String schema, long rows, double seconds, double projectorCpu, double databaseCpu) {
        double rowsPerSecond() {
            return rows / seconds;
        }
    }

    /** What the clocks show. */
    private record Mark(long nanos, double projectorCpu, double databaseCpu) {}

    /** @param look is shown the rebuild every few milliseconds while it goes on */
    Done run(Consumer<JsonNode> look) {
        var id = operator.post("/v1/admin/projections/rebuild", "{\"switch\":\"manual\"}")
                .path("rebuild_id")
                .asText();
        awaitPhase(id, "filling", look);
        var begin = mark();
        awaitPhase(id, "comparing", look);
        var end = mark();
        var rebuilt = awaitPhase(id, "", look);
        if (!rebuilt.path("comparison").path("equal").asBoolean()) {
            throw new BenchFailure("the rebuild isn't equal to what is read: " + rebuilt);
        }
        var schema = rebuilt.path("schema").asText();
        return new Done(
                id,
                schema,
                rows(schema),
                (end.nanos - begin.nanos) / 1e9,
                end.projectorCpu - begin.projectorCpu,
                end.databaseCpu - begin.databaseCpu);
    }

    /** Drops what it has made. */
    void drop(Done done) {
        var _ = operator.post("/v1/admin/rebuilds/" + done.id() + "/cancel", "{}");
        Waiting.until(
                "the rebuild's end",
                LIMIT,
                BETWEEN_LOOKS,
                () -> state(done.id()).path("state").asText().equals("cancelled"));
        var _ = operator.post("/v1/admin/projections/prune", "{}");
    }

    /** Until it is in that phase or a later one, or, of no phase, verified. */
    private JsonNode awaitPhase(String id, String phase, Consumer<JsonNode> look) {
        var last = new JsonNode[1];
        Waiting.until("a rebuild to be " + phase, LIMIT, BETWEEN_LOOKS, () -> {
            var now = state(id);
            last[0] = now;
            look.accept(now);
            return OVER.contains(now.path("state").asText())
                    || isReached(phase, now.path("phase").asText());
        });
        if (List.of("failed", "cancelled").contains(last[0].path("state").asText())) {
            throw new BenchFailure("the rebuild has not succeeded: " + last[0]);
        }
        return last[0];
    }

    /** Phases that are over in no time may never be seen. */
    static boolean isReached(String phase, String now) {
        var order = List.of("preparing", "filling", "indexing", "comparing", "following", "switching");
        return !phase.isEmpty() && order.indexOf(now) >= order.indexOf(phase);
    }

    private JsonNode state(String id) {
        return operator.get("/v1/admin/rebuilds/" + id);
    }

    private Mark mark() {
        return new Mark(System.nanoTime(), projector.cpuSeconds(), stack.databaseCpuSeconds());
    }

    /** Of all tables: those of outcomes aren't compared, and take their time nevertheless. */
    private long rows(String schema) {
        try (var sql = new Sql(stack.database())) {
            long rows = 0;
            for (var table : CopyThenIndex.tables(sql, schema)) {
                rows += Long.parseLong(sql.texts("SELECT count(*) FROM %s.%s".formatted(schema, table))
                        .getFirst());
            }
            return rows;
        } catch (SQLException e) {
            throw new BenchFailure("could not count the rows of " + schema, e);
        }
    }
}
