package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where somebody gives commands of the command line, about one workspace.
 *
 * @param alice a sandbox, whose messages go to {@code bob}
 */
record Shell(String token, Room room, String alice, String bob) {

    /** Of somebody, about a workspace that is opened for it. */
    static Shell of(Person person) {
        var room = person.opens("lab");
        return new Shell(person.token(), room, room.sandbox("alice"), room.sandbox("bob"));
    }

    /** The same of somebody else. */
    Shell as(String other) {
        return new Shell(other, room, alice, bob);
    }

    /** What a command has come to. */
    record Ran(int exit, String out, String err) {
        List<JsonNode> json() {
            return out.lines()
                    .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
                    .toList();
        }
    }

    Ran run(String... args) {
        var screen = new RecordingTerminal(Path.of("unused"))
                .env("ROUNDTABLE_URL", room.member().node().url().toString())
                .env("ROUNDTABLE_TOKEN", token)
                .env("ROUNDTABLE_WORKSPACE", room.id());
        int exit = Commands.run(screen, args);
        return new Ran(exit, screen.out(), screen.err());
    }

    /** What a command that must succeed prints for programs. */
    List<JsonNode> lines(String... args) {
        var ran = run(all(List.of(args), "--output", "json"));
        assertThat(ran.exit()).as(ran.err()).isZero();
        return ran.json();
    }

    /** Returns the message's id. */
    String send(String content) {
        var sent = run("send", "--from", alice, "--to", bob, content);
        assertThat(sent.exit()).as(sent.err()).isZero();
        return sent.out().strip();
    }

    /** What is asked of the recipient's inbox. */
    List<JsonNode> inbox(String... more) {
        return lines(all(List.of("inbox", "--sandbox", bob), more));
    }

    /** Has a message that waits rejected, and returns its dead letter. */
    String reject(String message, String reason) {
        var received = inbox("receive", "--max", "1", "--wait", "10").getFirst();
        assertThat(received.path("message_id").asText()).isEqualTo(message);
        inbox("reject", message, received.path("lease_id").asText(), "--reason", reason);
        return lines("dead-letters", "list", "--status", "waiting")
                .getLast()
                .path("dead_letter_id")
                .asText();
    }

    private static String[] all(List<String> args, String... more) {
        var all = new ArrayList<>(args);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
