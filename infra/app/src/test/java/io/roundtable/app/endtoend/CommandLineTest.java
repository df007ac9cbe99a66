package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Person;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of everyday use, against a server: what they say, and what has happened by them. */
@WithInstallation
final class CommandLineTest {

    private static Person olga;

    private Shell shell;

    @BeforeAll
    static void open(Installation installation) {
        olga = Person.registersAt(installation.node(), "Olga");
    }

    @BeforeEach
    void talk() {
        shell = Shell.of(olga);
    }

    @Test
    void shouldSendReceiveExtendAndAcknowledge() {
        // Given
        var message = shell.send("{\"n\":1}");

        // When
        var queued = shell.inbox();
        var received = shell.inbox("receive", "--wait", "10").getFirst();
        var lease = received.path("lease_id").asText();
        var extended = shell.inbox("extend", message, lease, "--ack-wait", "600");
        var acknowledged = shell.inbox("ack", message, lease);

        // Then
        assertThat(queued)
                .singleElement()
                .satisfies(one -> assertThat(one.path("message_id").asText()).isEqualTo(message));
        assertThat(received.path("message_id").asText()).isEqualTo(message);
        assertThat(extended.getFirst().path("status").asText()).isEqualTo("ok");
        assertThat(acknowledged.getFirst().path("status").asText()).isEqualTo("ok");
        assertThat(steps(message)).containsExactly("queued", "leased", "extended", "acknowledged");
        assertThat(shell.inbox()).isEmpty();
    }

    @Test
    void shouldTellWhatHasHappened() {
        // Given
        shell.send("1");
        String sent = "io.roundtable.message.sent.v1";

        // When
        var all = shell.run("events", shell.room().id(), "--output", "json").json();
        var last = all.getLast();
        var since = shell.run(
                "events", shell.room().id(), "--since", last.path("time").asText(), "--output", "json");
        var followed = shell.run(
                "events",
                shell.room().id(),
                "--follow",
                "--since",
                "beginning",
                "--type",
                sent,
                "--max",
                "1",
                "--output",
                "json");

        // Then
        assertThat(all).extracting(event -> event.path("type").asText()).contains("io.roundtable.workspace.created.v1");
        assertThat(last.path("type").asText()).isEqualTo(sent);
        assertThat(since.json()).contains(last);
        assertThat(followed.json()).containsExactly(last);
    }

    @Test
    void shouldTellOnlyWhatIsAskedFor() {
        // Given
        String first = shell.send("1");
        var second = shell.run("send", "--from", shell.alice(), "--to", shell.bob(), "--correlation-id", "case 7", "2");

        // When
        var about = shell.run("events", shell.room().id(), "--subject", first, "--output", "json");
        var belonging = shell.run("events", shell.room().id(), "--correlation-id", "case 7", "--output", "json");

        // Then
        assertThat(about.json())
                .extracting(CommandLineTest::subject)
                .isNotEmpty()
                .containsOnly(first);
        assertThat(belonging.json())
                .extracting(CommandLineTest::subject)
                .containsExactly(second.out().strip());
    }

    @Test
    void shouldReceiveAgainWhatIsReturned() {
        // Given
        var message = shell.send("1");
        var first = shell.inbox("receive").getFirst();

        // When
        shell.inbox("nak", message, first.path("lease_id").asText(), "--delay", "0", "--reason", "busy");

        // Then
        var again = shell.inbox("receive", "--wait", "10", "--ack").getFirst();
        assertThat(again.path("attempt").asInt()).isEqualTo(2);
        assertThat(shell.room().gets("/messages/" + message).good().get("status"))
                .isEqualTo("delivered");
        var stale = shell.run(
                "inbox",
                "--sandbox",
                shell.bob(),
                "nak",
                message,
                first.path("lease_id").asText());
        assertThat(stale.exit()).isOne();
        assertThat(stale.err()).contains("409 lease_stale");
    }

    private static String subject(JsonNode event) {
        return event.path("subject").asText();
    }

    private List<String> steps(String message) {
        return shell.room().gets("/messages/" + message + "/history").good().data().stream()
                .map(step -> step.path("step").asText())
                .toList();
    }
}
