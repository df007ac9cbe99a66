package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.role.Role;
import io.roundtable.contract.wire.Json;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.projection.TableDump;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.talk.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of whoever makes tables as they were, or compares them as they were at two times: once, or
 * {@code -Droundtable.kills=10} times.
 */
@WithTestStack
@Order(1)
final class KilledPastTest {

    private static final String AS_OF = "/v1/admin/projections/as-of";
    private static final String DIFF = "/v1/admin/projections/diff";
    private static final String UNDISTURBED = "then_undisturbed";
    private static final String KILLED = "then_killed";
    private static final int WORKSPACES = 4;
    private static final int COMMANDS = 200;
    private static final int KILLS = Integer.getInteger("roundtable.kills", 1);

    /** A killed one is missed after ten seconds, and the next has to start. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final long seed =
            Long.getLong("roundtable.seed", ThreadLocalRandom.current().nextLong());
    private final Random random = new Random(seed);

    @Test
    void shouldEndWithTheSameHoweverOftenItIsKilled(@Isolated TestStack stack) throws IOException {
        // Given
        System.out.println("seed of the kills: -Droundtable.seed=" + seed);
        try (var installation = Installation.on(stack);
                var others = installation.alone("others", Role.API, Role.ENGINE).ready();
                var database = open(installation)) {
            var operator = Replaying.at(others.node());
            String asOf;
            String diff;
            JsonNode made;
            JsonNode compared;
            try (var _ = projector(installation)) {
                var begun = Instant.now();
                talk(others);
                var ended = Instant.now().toString();
                asOf = body(Map.of("at", ended, "schema", UNDISTURBED));
                diff = body(Map.of("from", begun.toString(), "to", ended));
                made = operator.completes(AS_OF, asOf);
                compared = operator.completes(DIFF, diff);
            }
            assertThat(lines(database, UNDISTURBED)).hasSizeGreaterThan(COMMANDS);
            assertThat(compared.path("changes").isMissingNode()).isFalse();

            // When
            var madeAgain =
                    disturb(installation, database, operator, took(made), AS_OF, asOf.replace(UNDISTURBED, KILLED));
            var comparedAgain = disturb(installation, database, operator, took(compared), DIFF, diff);

            // Then
            assertThat(madeAgain.path("state").asText())
                    .as("%s, seed %d", madeAgain, seed)
                    .isEqualTo("done");
            assertThat(lines(database, KILLED)).as("seed %d", seed).isEqualTo(lines(database, UNDISTURBED));
            assertThat(indexes(database, KILLED)).as("seed %d", seed).isEqualTo(indexes(database, UNDISTURBED));
            assertThat(comparedAgain.path("changes"))
                    .as("%s, seed %d", comparedAgain, seed)
                    .isEqualTo(compared.path("changes"));
            assertThat(schemas(database)).as("seed %d", seed).containsExactlyInAnyOrder(UNDISTURBED, KILLED);
        }
    }

    /** Kills those that go on with it, one after the other, and lets the last one end it. */
    private JsonNode disturb(
            Installation installation,
            Database database,
            Replaying operator,
            Duration undisturbed,
            String path,
            String body)
            throws IOException {
        var workers = new HashSet<String>();
        String id = null;
        int met = 0;
        for (int i = 0; i < KILLS; i++) {
            try (var killed = projector(installation)) {
                if (id == null) {
                    id = operator.post(path, body).good().get("rebuild_id");
                }
                awaitAnother(database, id, workers);
                // the first one in the midst of it, the others at any time
                LockSupport.parkNanos(
                        random.nextLong(i == 0 ? undisturbed.toNanos() / 2 : undisturbed.toNanos() * 5 / 4));
                killed.kill();
            }
            met += isOver(database, id) ? 0 : 1;
            System.out.println(
                    "killed at " + operator.get("/v1/admin/rebuilds/" + id).json());
        }
        assertThat(met).as("kills that met it undone, seed %d", seed).isPositive();
        try (var _ = projector(installation)) {
            return operator.awaits(Objects.requireNonNull(id));
        }
    }

    /** Until somebody is at it who wasn't before, or it is over. */
    private static void awaitAnother(Database database, String id, Set<String> workers) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            var row = database.control()
                    .fetchSingle("select worker, ended_at from control.rebuild where rebuild_id = ?", id);
            String worker = row.get("worker", String.class);
            return row.get("ended_at") != null || (worker != null && workers.add(worker));
        });
    }

    private static boolean isOver(Database database, String id) {
        return database.control()
                        .fetchSingle("select ended_at from control.rebuild where rebuild_id = ?", id)
                        .get("ended_at")
                != null;
    }

    private OtherProcess projector(Installation installation) throws IOException {
        return OtherProcess.start("projector", installation.environment("killed"), directory.resolve("output.log"));
    }

    private void talk(Installation.Alone others) {
        var olga = Person.registersAt(others.node(), "Olga");
        var guests = List.of(Person.registersAt(others.node(), "Pia"));
        IntStream.range(0, WORKSPACES)
                .forEach(i -> new RandomTalk(seed + i, olga.opens("random"), guests).go(COMMANDS));
    }

    private static String body(Map<String, Object> fields) {
        return new String(Json.write(fields), StandardCharsets.UTF_8);
    }

    private static Duration took(JsonNode ended) {
        return Duration.between(
                Instant.parse(ended.path("started_at").asText()),
                Instant.parse(ended.path("ended_at").asText()));
    }

    private static Database open(Installation installation) {
        var server = installation.database();
        return Database.open(DatabaseSettings.of(server.jdbcUrl(), server.user(), server.password()));
    }

    private static List<String> lines(Database database, String schema) {
        var lines = new ArrayList<String>();
        TableDump.lines(database.projection(schema), lines::add);
        return lines;
    }

    private static List<String> indexes(Database database, String schema) {
        return database.control()
                .fetch(
                        "select replace(indexdef, schemaname, '') from pg_indexes where schemaname = ? order by 1",
                        schema)
                .getValues(0, String.class);
    }

    /** Of versions, but for the one that is read. */
    private static List<String> schemas(Database database) {
        return database.control()
                .fetch("select nspname from pg_namespace where nspname like 'then%' or nspname ~ '^projection_[2-9]'")
                .getValues(0, String.class);
    }
}
