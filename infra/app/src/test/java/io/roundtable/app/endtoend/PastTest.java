package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.contract.wire.Json;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Versions;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as they were, and what has changed since; in a room where three messages were sent, and then two more. */
@WithTestStack
@Order(1)
final class PastTest {

    private static final String AS_OF = "/v1/admin/projections/as-of";
    private static final String DIFF = "/v1/admin/projections/diff";
    private static final String PRUNE = "/v1/admin/projections/prune";
    private static final String THEN = "then_3";

    private static Installation installation;
    private static Replaying operator;
    private static Person olga;
    private static Database database;

    private Room room;
    private String alice;
    private String bob;
    private Answer third;
    private Answer fifth;

    @BeforeAll
    static void open(@Isolated TestStack stack) {
        installation = Installation.on(stack);
        operator = Replaying.at(installation.node());
        olga = Person.registersAt(installation.node(), "Olga");
        // so that there is a workspace that is none of those that are looked at
        var elsewhere = olga.opens("elsewhere");
        elsewhere
                .says(elsewhere.sandbox("alice"), elsewhere.sandbox("bob"), "1")
                .good();
        var settings = installation.database();
        database = Database.open(DatabaseSettings.of(settings.jdbcUrl(), settings.user(), settings.password()));
    }

    @AfterAll
    static void close() {
        try {
            database.close();
        } finally {
            installation.close();
        }
    }

    @BeforeEach
    void talk() {
        room = olga.opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
        say();
        say();
        third = say();
        say();
        fifth = say();
    }

    @AfterEach
    void prune() {
        var _ = operator.post(PRUNE, "{\"schema\":\"" + THEN + "\"}");
    }

    private Answer say() {
        return room.says(alice, bob, "{\"say\":\"what it is\"}").good();
    }

    private String asOf(String at) {
        return body(Map.of("at", at, "schema", THEN, "workspace_id", room.id()));
    }

    private static String body(Map<String, Object> fields) {
        return new String(Json.write(fields), StandardCharsets.UTF_8);
    }

    private static boolean isThere(String schema) {
        return database.control()
                .fetchSingle("select to_regnamespace(?) is not null", schema)
                .get(0, Boolean.class);
    }

    private long messagesThen() {
        return database.control()
                .fetchSingle("select count(*) from " + THEN + ".message where workspace_id = ?", room.id())
                .get(0, Long.class);
    }

    private static String createdAt(Answer message) {
        return message.get("created_at");
    }

    @Test
    void shouldLeaveTheTablesOfAllAsTheyWereAtATime() {
        // Given
        assertThat(Instant.parse(createdAt(fifth))).isAfter(Instant.parse(createdAt(third)));
        Room other = olga.opens("other");

        // When
        JsonNode ended = operator.completes(AS_OF, body(Map.of("at", createdAt(third), "schema", THEN)));

        // Then
        assertThat(messagesThen()).isEqualTo(3);
        assertThat(ended.path("schema").asText()).isEqualTo(THEN);
        assertThat(ended.path("points").path(0).asText()).isEqualTo(createdAt(third));
        var workspaces = database.control()
                .fetch("select workspace_id from " + THEN + ".workspace")
                .getValues(0, String.class);
        assertThat(workspaces).contains(room.id()).doesNotContain(other.id());
        assertThat(database.control()
                        .fetchSingle("select to_regclass('" + THEN + ".command_outcome') is null")
                        .get(0, Boolean.class))
                .as("no table that nobody has filled")
                .isTrue();
    }

    @Test
    void shouldLeaveTheTablesOfOneWorkspaceAsTheyWereAtAPosition() {
        // Given
        operator.completes(AS_OF, asOf(third.token()));
        assertThat(messagesThen()).isEqualTo(3);
        assertThat(database.control().fetch("select * from " + THEN + ".workspace"))
                .hasSize(1);
        operator.post(PRUNE, "{\"schema\":\"" + THEN + "\"}").good();

        // When
        operator.completes(AS_OF, asOf(fifth.get("position")));

        // Then
        assertThat(messagesThen()).isEqualTo(5);
    }

    @Test
    void shouldKeepWhatIsOfThePastUntilItIsPrunedByName() {
        // Given
        operator.completes(AS_OF, asOf(third.token()));

        // When
        operator.post(PRUNE, "{}").good();
        Answer again = operator.post(AS_OF, asOf(third.token()));

        // Then
        assertThat(messagesThen()).isEqualTo(3);
        assertThat(again.code()).isEqualTo("schema_taken");
        assertThat(operator.get("/v1/admin/projections").data())
                .filteredOn(version -> version.path("schema").asText().equals(THEN))
                .singleElement()
                .satisfies(version -> assertThat(version.path("state").asText()).isEqualTo("frozen"));

        // When
        operator.post(PRUNE, "{\"schema\":\"" + THEN + "\"}").good();

        // Then
        assertThat(isThere(THEN)).isFalse();
        assertThat(operator.post(PRUNE, "{\"schema\":\"" + THEN + "\"}").code()).isEqualTo("schema_not_found");
        assertThat(operator.post(PRUNE, "{\"schema\":\"" + operator.activeSchema() + "\"}")
                        .code())
                .isEqualTo("schema_not_found");
    }

    @Test
    void shouldLeaveNothingWhereTheLogHasNoSuchPosition() {
        // Given
        String token = third.token();
        String beyond = token.substring(0, token.lastIndexOf(':') + 1) + "9000000000";

        // When
        String failure = operator.fails(AS_OF, asOf(beyond));

        // Then
        assertThat(failure).contains("9000000000").contains("runbooks");
        assertThat(isThere(THEN)).isFalse();
    }

    @Test
    void shouldNotTouchASchemaThatSomebodyElseHasMade() {
        // Given
        database.control().execute("create schema " + THEN);

        // When
        Answer refused = operator.post(AS_OF, asOf(third.token()));

        // Then
        assertThat(refused.code()).isEqualTo("schema_taken");
        assertThat(operator.post(PRUNE, "{\"schema\":\"" + THEN + "\"}").code()).isEqualTo("schema_not_found");
        assertThat(isThere(THEN)).isTrue();
        database.control().execute("drop schema " + THEN);
    }

    @Test
    void shouldMakeAnewWhatWasLeftHalfMadeAndSweepWhatADiffHasLeft() {
        // Given
        var versions = new Versions(database);
        var points = Map.<String, Object>of("from", third.token(), "to", fifth.token(), "workspace_id", room.id());
        String diff = operator.completes(DIFF, body(points)).path("schema").asText();
        versions.create(diff, Set.of(Projection.EVENTS), Instant.now());
        versions.create(THEN, Set.of(Projection.EVENTS), Instant.now());
        database.control()
                .execute("insert into " + THEN + ".workspace select * from " + operator.activeSchema() + ".workspace");

        // When
        operator.completes(AS_OF, asOf(third.token()));

        // Then
        assertThat(messagesThen()).isEqualTo(3);
        assertThat(database.control().fetch("select * from " + THEN + ".workspace"))
                .hasSize(1);
        assertThat(isThere(diff)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z,public,invalid_request",
        "2026-01-01T00:00:00Z,projection_9,invalid_request",
        "2026-01-01T00:00:00Z,select,invalid_request",
        "2026-01-01T00:00:00Z,Then,invalid_request",
        "2026-01-01T00:00:00Z,x; drop schema identity,invalid_request",
        "2999-01-01T00:00:00Z,then_3,invalid_request",
        "2026-13-01T00:00:00Z,then_3,invalid_request",
        "17,then_3,invalid_request",
        "yesterday,then_3,token_unknown",
        "AAAAAAAAAAAAAAAAAAAAAA:0:1,then_3,token_unknown",
    })
    void shouldRefuseWhatMeansNothing(String at, String schema, String code) {
        assertThat(operator.post(AS_OF, body(Map.of("at", at, "schema", schema)))
                        .code())
                .isEqualTo(code);
    }

    @Test
    void shouldKeepThePastFromWhoIsNoOperatorAndOfNoWorkspace() {
        assertThat(olga.posts(AS_OF, asOf(third.token())).status()).isEqualTo(403);
        assertThat(olga.posts(DIFF, "{}").status()).isEqualTo(403);
        var nowhere = Map.<String, Object>of("at", "1", "schema", THEN, "workspace_id", "ws_nowhere000");
        assertThat(operator.post(AS_OF, body(nowhere)).code()).isEqualTo("workspace_not_found");
    }

    @Test
    void shouldTellWhatHasChangedBetweenTwoPoints() {
        // Given
        var points = Map.<String, Object>of("from", third.token(), "to", fifth.token(), "workspace_id", room.id());

        // When
        JsonNode ended = operator.completes(DIFF, body(points));

        // Then
        JsonNode changes = ended.path("changes");
        assertThat(changes.path("equal").asBoolean()).isFalse();
        assertThat(ended.path("comparison").isNull()).isTrue();
        assertThat(table(changes, "message")).isEqualTo("3 5 +2 -0 ~0");
        assertThat(table(changes, "sandbox")).isEqualTo("2 2 +0 -0 ~0");
        assertThat(table(changes, "workspace_count")).isEqualTo("1 1 +0 -0 ~1");
        assertThat(changes.path("rows")).anySatisfy(row -> {
            assertThat(row.path("table").asText()).isEqualTo("message");
            assertThat(row.path("change").asText()).isEqualTo("added");
            assertThat(row.path("key").path("message_id").asText()).isEqualTo(fifth.get("message_id"));
        });
        assertThat(changes.path("rows")).anySatisfy(row -> {
            assertThat(row.path("change").asText()).isEqualTo("changed");
            assertThat(row.path("columns").toString())
                    .contains("{\"column\":\"messages\",\"before\":\"3\",\"after\":\"5\"}");
        });
        String schema = ended.path("schema").asText();
        assertThat(isThere(schema)).isFalse();
        assertThat(isThere(schema + "_then")).isFalse();
    }

    @Test
    void shouldLeaveNothingOfADiffThatSomebodyGivesUp() {
        // Given
        var points = body(Map.of("from", third.token(), "to", fifth.token()));
        Answer begun = operator.post(DIFF, points).good();

        // When
        var _ = operator.post("/v1/admin/rebuilds/" + begun.get("rebuild_id") + "/cancel", "{}");
        JsonNode ended = operator.awaits(begun.get("rebuild_id"));

        // Then: done, where nobody was quick enough
        assertThat(ended.path("state").asText()).isIn("cancelled", "done");
        assertThat(isThere(ended.path("schema").asText() + "_then")).isFalse();
        assertThat(operator.get("/v1/admin/projections").data())
                .extracting(version -> version.path("state").asText())
                .doesNotContain("building");
    }

    /** Rows at both points, and how many differ. */
    private static String table(JsonNode changes, String name) {
        return StreamSupport.stream(changes.path("tables").spliterator(), false)
                .filter(table -> table.path("table").asText().equals(name))
                .map(table -> "%s %s +%s -%s ~%s"
                        .formatted(
                                table.path("rows_before"),
                                table.path("rows_after"),
                                table.path("added"),
                                table.path("removed"),
                                table.path("changed")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldAnswerOnTheCommandLine(@TempDir Path directory) {
        // Given
        var screen = new RecordingTerminal(directory);
        String url = operator.node().url().toString();

        // When
        int left = Commands.run(
                screen,
                "replay",
                "as-of",
                createdAt(third),
                "--schema",
                THEN,
                "--workspace",
                room.id(),
                "--url",
                url,
                "--token",
                operator.token());
        int compared = Commands.run(
                screen,
                "replay",
                "diff",
                createdAt(fifth),
                createdAt(third),
                "--url",
                url,
                "--token",
                operator.token());

        // Then
        assertThat(left).as(screen.out() + screen.err()).isZero();
        assertThat(screen.out()).contains("replay prune --schema " + THEN);
        assertThat(screen.err()).contains("filling").contains("indexing");
        assertThat(messagesThen()).isEqualTo(3);
        assertThat(compared).as(screen.out() + screen.err()).isZero();
        assertThat(screen.out())
                .contains(" removed, ")
                .contains("message removed {\"message_id\":\"" + fifth.get("message_id"));

        // When
        int pruned = Commands.run(
                screen, "replay", "prune", "--schema", THEN, "--yes", "--url", url, "--token", operator.token());

        // Then
        assertThat(pruned).isZero();
        assertThat(isThere(THEN)).isFalse();
    }

    @Test
    void shouldWriteJsonLinesAndNothingElseWhereThatIsWanted(@TempDir Path directory) {
        // Given
        var screen = new RecordingTerminal(directory);
        String url = operator.node().url().toString();

        // When
        int compared = Commands.run(
                screen,
                "replay",
                "diff",
                third.get("position"),
                fifth.get("position"),
                "--workspace",
                room.id(),
                "--output",
                "json",
                "--url",
                url,
                "--token",
                operator.token());

        // Then
        assertThat(compared).as(screen.err()).isZero();
        var last = Json.read(screen.out().lines().toList().getLast().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(table(last.path("changes"), "message")).isEqualTo("3 5 +2 -0 ~0");
    }
}
