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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilds as operators have them, of whatever has been said by this test and by all before it. */
@WithInstallation
final class ReplayTest {

    private static Log log;
    private static Node node;
    private static Operator operator;
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
        operator = new Operator(node);
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
        operator.posts("/v1/admin/projections/prune", "{}").good();
    }

    private Answer say(int n) {
        return room.posts(
                        "/messages",
                        "{\"from_sandbox_id\":\"%s\",\"to_sandbox_id\":\"%s\",\"message_type\":\"request\",\"content\":{\"n\":%d}}"
                                .formatted(alice, bob, n))
                .good();
    }

    @Test
    void shouldRebuildVerifyAndSwitchWhileReadersSeeNoPast() throws Exception {
        // Given
        String before = operator.active("events");
        var mark = log.mark();
        var over = new AtomicBoolean();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> reading = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int reader = i;
                reading.add(readers.submit(() -> writeAndReadUntil(over, reader)));
            }

            // When
            String id = operator.begins("/v1/admin/projections/rebuild", "{}");
            Answer done = operator.awaits(id, "done", "failed");

            // Then
            assertThat(done.get("state")).as(done.text()).isEqualTo("done");
            assertThat(done.json().path("comparison").path("equal").asBoolean()).isTrue();
            assertThat(done.json().path("comparison").path("tables")).hasSizeGreaterThan(10);
            assertThat(operator.active("events")).isEqualTo(done.get("schema")).isNotEqualTo(before);
            assertThat(operator.active("poison")).isEqualTo(done.get("schema"));

            // When
            operator.posts("/v1/admin/rebuilds/" + id + "/rollback", "{}").good();

            // Then
            assertThat(operator.active("events")).isEqualTo(before);
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
        String before = operator.active("events");
        String id =
                operator.begins("/v1/admin/projections/rebuild", "{\"projection\":\"events\",\"switch\":\"manual\"}");
        operator.awaits(id, "ready", "failed");

        // When
        Answer other = operator.posts("/v1/admin/projections/rebuild", "{}");
        Answer pruned = operator.posts("/v1/admin/projections/prune", "{}");

        // Then
        assertThat(other.code()).isEqualTo("rebuild_in_progress");
        assertThat(pruned.code()).isEqualTo("rebuild_in_progress");
        assertThat(operator.active("events")).isEqualTo(before);
        assertThat(operator.posts("/v1/admin/rebuilds/" + id + "/resume", "{}").code())
                .isEqualTo("rebuild_state");

        // When
        say(5);
        operator.posts("/v1/admin/rebuilds/" + id + "/switch", "{}").good();
        Answer done = operator.awaits(id, "done", "failed");

        // Then
        assertThat(done.get("state")).isEqualTo("done");
        assertThat(operator.active("events")).isEqualTo(done.get("schema"));
        assertThat(operator.active("outcomes")).isNotEqualTo(done.get("schema"));

        // When
        Answer third = operator.posts("/v1/admin/projections/rebuild", "{\"projection\":\"events\"}");

        // Then
        assertThat(third.code()).isEqualTo("rebuild_state");
        assertThat(third.text()).contains(before).contains("replay prune");
    }

    @Test
    void shouldDropWhatIsCancelled() {
        // Given
        String id = operator.begins("/v1/admin/projections/rebuild", "{\"switch\":\"manual\"}");
        Answer ready = operator.awaits(id, "ready", "failed");

        // When
        operator.posts("/v1/admin/rebuilds/" + id + "/cancel", "{}").good();
        operator.awaits(id, "cancelled", "failed");

        // Then
        assertThat(operator.versions())
                .extracting(version -> version.path("schema").asText())
                .doesNotContain(ready.get("schema"));
        assertThat(operator.gets("/v1/admin/rebuilds/" + id).get("state")).isEqualTo("cancelled");
    }

    @Test
    void shouldNameARowThatIsNotAsTheLogSaysAndNotSwitch() {
        // Given
        String live = operator.active("events");
        String message = say(4).get("message_id");
        room.gets("/messages/" + message).good();
        database.control().execute("update " + live + ".message set hops = hops + 7 where message_id = ?", message);

        // When
        Answer rebuilt = operator.awaits(operator.begins("/v1/admin/projections/rebuild", "{}"), "done", "failed");
        Answer verified =
                operator.awaits(operator.begins("/v1/admin/verify", "{\"projection\":\"events\"}"), "done", "failed");

        // Then
        assertThat(operator.active("events")).isEqualTo(live);
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
        Answer mended = operator.awaits(
                operator.begins("/v1/admin/projections/rebuild", "{\"switch\":\"anyway\"}"), "done", "failed");

        // Then
        assertThat(mended.get("state")).isEqualTo("done");
        assertThat(mended.json().path("comparison").path("equal").asBoolean()).isFalse();
        assertThat(operator.active("events")).isEqualTo(mended.get("schema"));
        assertThat(room.gets("/messages/" + message).good().get("hops")).isEqualTo("0");
    }

    @Test
    void shouldVerifyByTheCommandLineAndTellOfEachTable(@TempDir Path directory) {
        // Given
        var screen = new RecordingTerminal(directory);

        // When
        int exit =
                Commands.run(screen, "replay", "verify", "--url", node.url().toString(), "--token", operator.token());

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
        assertThat(operator.posts("/v1/admin/projections/rebuild", "{\"projection\":\"everything\"}")
                        .status())
                .isEqualTo(400);
        assertThat(operator.gets("/v1/admin/rebuilds/rb_0000000000").code()).isEqualTo("rebuild_not_found");
    }
}
