package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.Topics;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Person;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is decided about dead letters by the command line, against a server. */
@WithInstallation
final class DeadLetterCommandLineTest {

    private static Log log;
    private static Person olga;
    private static String operator;

    private Shell shell;

    @BeforeAll
    static void open(Installation installation) {
        log = installation.log();
        olga = Person.registersAt(installation.node(), "Olga");
        operator = Installation.operatorAt(installation.node());
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @BeforeEach
    void talk() {
        shell = Shell.of(olga);
    }

    @Test
    void shouldShowRedriveAndDiscardWhatWasRejected() {
        // Given
        var letter = shell.reject(shell.send("\"old\""), "no such tool");

        // When
        var listed = shell.lines("dead-letters", "list", "--status", "waiting", "--sandbox", shell.bob());
        var shown = shell.lines("dead-letters", "show", letter).getFirst();
        var redriven = shell.run("dead-letters", "redrive", letter, "--content", "\"new\"");

        // Then
        assertThat(listed)
                .singleElement()
                .satisfies(
                        one -> assertThat(one.path("dead_letter_id").asText()).isEqualTo(letter));
        assertThat(shown.path("last_error").asText()).isEqualTo("no such tool");
        assertThat(shown.path("content").asText()).isEqualTo("old");
        assertThat(redriven.exit()).as(redriven.err()).isZero();
        var again = shell.inbox("receive", "--wait", "10").getFirst();
        assertThat(again.path("content").asText()).isEqualTo("new");

        // When
        shell.inbox(
                "reject",
                again.path("message_id").asText(),
                again.path("lease_id").asText());
        var second = shell.lines("dead-letters", "list", "--status", "waiting").getFirst();
        var id = second.path("dead_letter_id").asText();
        var discarded = shell.run("dead-letters", "discard", id, "--reason", "done by hand");

        // Then
        assertThat(discarded.exit()).as(discarded.err()).isZero();
        assertThat(shell.room().gets("/dead-letters/" + id).good().get("resolution"))
                .isEqualTo("done by hand");
        assertThat(shell.lines("dead-letters", "list", "--status", "waiting")).isEmpty();
    }

    @Test
    void shouldRedriveManyAsADryRunFirstShows() {
        // Given
        var messages = List.of(shell.send("1"), shell.send("2"), shell.send("3"));
        messages.forEach(message -> shell.reject(message, "x"));

        // When
        var dry = shell.lines("dead-letters", "redrive", "--to", shell.bob(), "--dry-run");
        var done = shell.lines("dead-letters", "redrive", "--to", shell.bob(), "--yes", "--per-second", "100");

        // Then
        assertThat(dry)
                .hasSize(4)
                .last()
                .satisfies(sum -> assertThat(sum.path("remaining").asInt()).isEqualTo(3));
        assertThat(done)
                .hasSize(4)
                .last()
                .satisfies(sum -> assertThat(sum.path("redriven").asInt()).isEqualTo(3));
        assertThat(shell.inbox("receive", "--wait", "10").stream()
                        .map(message -> message.path("message_id").asText()))
                .isEqualTo(messages);
    }

    @Test
    void shouldDecideAboutPoisonAsOperator() {
        // Given
        var at = log.append(
                new TopicPartition(Topics.COMMANDS, 1), null, "not a command".getBytes(StandardCharsets.UTF_8));

        // When
        var letter = Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> poison(at.partition(), at.offset()), found -> !found.isEmpty())
                .getFirst()
                .path("dead_letter_id")
                .asText();
        var shown = asOperator("show", letter);
        var dry = asOperator("redrive", letter, "--dry-run", "--output", "json");
        var redriven = asOperator("redrive", letter, "--yes", "--output", "json");
        var late = asOperator("discard", letter, "--reason", "a test");

        // Then
        assertThat(shown.out()).contains("value             not a command");
        assertThat(dry.json().getFirst().path("partition").asInt()).isEqualTo(1);
        assertThat(redriven.json().getFirst().at("/dead_letter/status").asText())
                .isEqualTo("redriven");
        assertThat(late.exit()).isOne();
        assertThat(late.err()).contains("404 dead_letter_not_found");

        // When
        long again = redriven.json().getFirst().path("offset").asLong();
        var next = Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> poison(1, again), found -> !found.isEmpty())
                .getFirst()
                .path("dead_letter_id")
                .asText();
        var discarded = asOperator("discard", next, "--reason", "a test");

        // Then
        assertThat(discarded.exit()).as(discarded.err()).isZero();
        assertThat(asOperator("show", next).out()).contains("status            discarded");
        var forbidden = shell.run("dead-letters", "poison", "list");
        assertThat(forbidden.exit()).isOne();
        assertThat(forbidden.err()).contains("403 forbidden");
    }

    private List<JsonNode> poison(int partition, long offset) {
        var listed = asOperator("list", "--status", "waiting", "--topic", Topics.COMMANDS, "--output", "json");
        return listed.json().stream()
                .filter(record -> record.path("partition").asInt() == partition)
                .filter(record -> record.path("offset").asLong() == offset)
                .toList();
    }

    private Shell.Ran asOperator(String... args) {
        var all = new ArrayList<>(List.of("dead-letters", "poison"));
        all.addAll(List.of(args));
        return shell.as(operator).run(all.toArray(String[]::new));
    }
}
