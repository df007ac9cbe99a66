package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of everyday use, against a server: what they say, and what has happened by them. */
@WithInstallation
final class CommandLineTest {

    private static Node node;
    private static Person olga;

    private Shell shell;
    private Room room;
    private String alice;
    private String bob;

    @BeforeAll
    static void open(Installation installation) {
        node = installation.node();
        olga = Person.registersAt(node, "Olga");
    }

    @BeforeEach
    void talk() {
        room = olga.opens("lab");
        shell = new Shell(node, olga.token(), room.id());
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
    }

    @Test
    void shouldSendReceiveExtendAndAcknowledge() {
        // Given
        var message = shell.send(alice, bob, "{\"n\":1}");

        // When
        var queued = shell.inbox(bob);
        var received = shell.inbox(bob, "receive", "--wait", "10").getFirst();
        var lease = received.path("lease_id").asText();
        var extended = shell.inbox(bob, "extend", message, lease, "--ack-wait", "600");
        var acknowledged = shell.inbox(bob, "ack", message, lease);

        // Then
        assertThat(queued)
                .singleElement()
                .satisfies(one -> assertThat(one.path("message_id").asText()).isEqualTo(message));
        assertThat(received.path("message_id").asText()).isEqualTo(message);
        assertThat(extended.getFirst().path("status").asText()).isEqualTo("ok");
        assertThat(acknowledged.getFirst().path("status").asText()).isEqualTo("ok");
        assertThat(steps(message)).containsExactly("queued", "leased", "extended", "acknowledged");
        assertThat(shell.inbox(bob)).isEmpty();
    }

    @Test
    void shouldTellWhatHasHappened() {
        // Given
        shell.send(alice, bob, "1");
        String sent = "io.roundtable.message.sent.v1";

        // When
        var all = shell.run("events", room.id(), "--output", "json").json();
        var last = all.getLast();
        var since = shell.run("events", room.id(), "--since", last.path("time").asText(), "--output", "json");
        var followed = shell.run(
                "events",
                room.id(),
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
        String first = shell.send(alice, bob, "1");
        var second = shell.run("send", "--from", alice, "--to", bob, "--correlation-id", "case 7", "2");

        // When
        var about = shell.run("events", room.id(), "--subject", first, "--output", "json");
        var belonging = shell.run("events", room.id(), "--correlation-id", "case 7", "--output", "json");

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
        var message = shell.send(alice, bob, "1");
        var first = shell.inbox(bob, "receive").getFirst();

        // When
        shell.inbox(bob, "nak", message, first.path("lease_id").asText(), "--delay", "0", "--reason", "busy");

        // Then
        var again = shell.inbox(bob, "receive", "--wait", "10", "--ack").getFirst();
        assertThat(again.path("attempt").asInt()).isEqualTo(2);
        assertThat(room.gets("/messages/" + message).good().get("status")).isEqualTo("delivered");
        var stale = shell.run(
                "inbox",
                "--sandbox",
                bob,
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
        return room.gets("/messages/" + message + "/history").good().data().stream()
                .map(step -> step.path("step").asText())
                .toList();
    }
}
