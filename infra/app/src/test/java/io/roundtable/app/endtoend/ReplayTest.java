package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.contract.Topics;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilds as operators have them, of whatever has been said by this test and by all before it. */
@WithInstallation
final class ReplayTest {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private static Log log;
    private static Node node;
    private static String operator;
    private static Person olga;
    private static Database database;
    private Room room;
    private String alice;
    private String bob;

    @BeforeAll
    static void open(Installation installation) {
        log = installation.log();
        node = installation.node();
        olga = Person.registersAt(node, "Olga");
        operator = Installation.operatorAt(node);
        var settings = installation.database();
        database = Database.open(DatabaseSettings.of(settings.jdbcUrl(), settings.user(), settings.password()));
    }

    @AfterAll
    static void close() {
        database.close();
        log.close();
    }

    @BeforeEach
    void talk() {
        room = olga.opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
        for (int i = 0; i < 20; i++) {
            say(i);
        }
    }

    @AfterEach
    void prune() {
        post("/v1/admin/projections/prune", "{}").good();
    }

    private Answer say(int n) {
        return room.posts(
                        "/messages",
                        "{\"from_sandbox_id\":\"%s\",\"to_sandbox_id\":\"%s\",\"message_type\":\"request\",\"content\":{\"n\":%d}}"
                                .formatted(alice, bob, n))
                .good();
    }

    private static Answer get(String path) {
        return node.get(path).with("Authorization", "Bearer " + operator).answer();
    }

    private static Answer post(String path, String json) {
        return node.post(path, json).with("Authorization", "Bearer " + operator).answer();
    }

    private static String begin(String path, String json) {
        Answer begun = post(path, json).good();
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.mustHave("Location")).isEqualTo("/v1/admin/rebuilds/" + begun.get("rebuild_id"));
        return begun.get("rebuild_id");
    }

    private static Answer awaitState(String id, String... states) {
        return Awaitility.await()
                .atMost(LONGEST)
                .until(
                        () -> get("/v1/admin/rebuilds/" + id),
                        answer -> List.of(states).contains(answer.get("state")));
    }

    private static String active(String projection) {
        return get("/v1/admin/projections").good().data().stream()
                .filter(version -> version.path("projection").asText().equals(projection))
                .filter(version -> version.path("state").asText().equals("active"))
                .map(version -> version.path("schema").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldRebuildVerifyAndSwitchWhileReadersSeeNoPast() throws Exception {
        // Given
        String before = active("events");
        var mark = log.mark();
        var over = new AtomicBoolean();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> reading = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int reader = i;
                reading.add(readers.submit(() -> writeAndReadUntil(over, reader)));
            }

            // When
            String id = begin("/v1/admin/projections/rebuild", "{}");
            Answer done = awaitState(id, "done", "failed");

            // Then
            assertThat(done.get("state")).as(done.text()).isEqualTo("done");
            assertThat(done.json().path("comparison").path("equal").asBoolean()).isTrue();
            assertThat(done.json().path("comparison").path("tables")).hasSizeGreaterThan(10);
            assertThat(active("events")).isEqualTo(done.get("schema")).isNotEqualTo(before);
            assertThat(active("poison")).isEqualTo(done.get("schema"));

            // When
            post("/v1/admin/rebuilds/" + id + "/rollback", "{}").good();

            // Then
            assertThat(active("events")).isEqualTo(before);
            say(77);
            over.set(true);
            for (Future<Integer> reader : reading) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(log.since(mark, Topics.DELIVERIES)).isEmpty();
    }

    /** @return how many messages were found right after they were sent */
    private int writeAndReadUntil(AtomicBoolean over, int reader) {
        int found = 0;
        for (int n = 0; !over.get() && n < 2_000; n++) {
            Answer sent = say(1_000 * reader + n);
            Answer read = room.asks("GET", "/messages/" + sent.get("message_id"))
                    .with("Consistency-Token", sent.token())
                    .answer()
                    .good();
            assertThat(read.get("message_id")).isEqualTo(sent.get("message_id"));
            found++;
        }
        return found;
    }

    @Test
    void shouldWaitForTheSwitchAndRefuseAnotherMeanwhile() {
        // Given
        String before = active("events");
        String id = begin("/v1/admin/projections/rebuild", "{\"projection\":\"events\",\"switch\":\"manual\"}");
        awaitState(id, "ready", "failed");

        // When
        Answer other = post("/v1/admin/projections/rebuild", "{}");
        Answer pruned = post("/v1/admin/projections/prune", "{}");

        // Then
        assertThat(other.code()).isEqualTo("rebuild_in_progress");
        assertThat(pruned.code()).isEqualTo("rebuild_in_progress");
        assertThat(active("events")).isEqualTo(before);
        assertThat(post("/v1/admin/rebuilds/" + id + "/resume", "{}").code()).isEqualTo("rebuild_state");

        // When
        say(5);
        post("/v1/admin/rebuilds/" + id + "/switch", "{}").good();
        Answer done = awaitState(id, "done", "failed");

        // Then
        assertThat(done.get("state")).isEqualTo("done");
        assertThat(active("events")).isEqualTo(done.get("schema"));
        assertThat(active("outcomes")).isNotEqualTo(done.get("schema"));
    }

    @Test
    void shouldDropWhatIsCancelled() {
        // Given
        String id = begin("/v1/admin/projections/rebuild", "{\"switch\":\"manual\"}");
        Answer ready = awaitState(id, "ready", "failed");

        // When
        post("/v1/admin/rebuilds/" + id + "/cancel", "{}").good();
        awaitState(id, "cancelled", "failed");

        // Then
        assertThat(get("/v1/admin/projections").data())
                .extracting(version -> version.path("schema").asText())
                .doesNotContain(ready.get("schema"));
        assertThat(get("/v1/admin/rebuilds/" + id).get("state")).isEqualTo("cancelled");
    }

    @Test
    void shouldNameARowThatIsNotAsTheLogSaysAndNotSwitch() {
        // Given
        String live = active("events");
        String message = say(4).get("message_id");
        room.gets("/messages/" + message).good();
        database.control().execute("update " + live + ".message set hops = hops + 7 where message_id = ?", message);

        // When
        Answer rebuilt = awaitState(begin("/v1/admin/projections/rebuild", "{}"), "done", "failed");
        Answer verified = awaitState(begin("/v1/admin/verify", "{\"projection\":\"events\"}"), "done", "failed");

        // Then
        assertThat(active("events")).isEqualTo(live);
        for (Answer answer : List.of(rebuilt, verified)) {
            assertThat(answer.get("state")).isEqualTo("failed");
            JsonNode difference =
                    answer.json().path("comparison").path("differences").path(0);
            assertThat(difference.path("table").asText()).isEqualTo("message");
            assertThat(difference.path("kind").asText()).isEqualTo("changed");
            assertThat(difference.path("key").path("message_id").asText()).isEqualTo(message);
            assertThat(difference.path("columns").path(0).path("column").asText())
                    .isEqualTo("hops");
        }

        // When
        Answer mended = awaitState(begin("/v1/admin/projections/rebuild", "{\"switch\":\"anyway\"}"), "done", "failed");

        // Then
        assertThat(mended.get("state")).isEqualTo("done");
        assertThat(mended.json().path("comparison").path("equal").asBoolean()).isFalse();
        assertThat(active("events")).isEqualTo(mended.get("schema"));
        assertThat(room.gets("/messages/" + message).good().get("hops")).isEqualTo("0");
    }

    @Test
    void shouldVerifyByTheCommandLineAndTellOfEachTable(@TempDir Path directory) {
        // Given
        var screen = new RecordingTerminal(directory);

        // When
        int exit = Commands.run(screen, "replay", "verify", "--url", node.url().toString(), "--token", operator);

        // Then
        assertThat(exit).as(screen.out() + screen.err()).isZero();
        assertThat(screen.out()).contains("message_step").contains("equal").doesNotContain("DIFFERENT");
        assertThat(screen.err()).contains("filling").contains("comparing");
    }

    @Test
    void shouldKeepItFromWhoIsNoOperator() {
        assertThat(olga.asks("POST", "/v1/admin/projections/rebuild")
                        .saying("{}")
                        .answer()
                        .status())
                .isEqualTo(403);
        assertThat(post("/v1/admin/projections/rebuild", "{\"projection\":\"everything\"}")
                        .status())
                .isEqualTo(400);
        assertThat(get("/v1/admin/rebuilds/rb_0000000000").code()).isEqualTo("rebuild_not_found");
    }
}
