package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.Commands;
import io.roundtable.app.fake.RecordingTerminal;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of everyday use, against a server: what they say, and what has happened by them. */
@WithInstallation
final class CommandLineTest {

    private static Log log;
    private static Node node;
    private static String operator;
    private static Person olga;
    private Room room;
    private String alice;
    private String bob;

    @BeforeAll
    static void open(Installation installation) {
        log = installation.log();
        node = installation.node();
        olga = Person.registersAt(node, "Olga");
        operator = Installation.operatorAt(node);
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @BeforeEach
    void talk() {
        room = olga.opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
    }

    @Test
    void shouldSendReceiveExtendAndAcknowledge() {
        // Given
        var message = send("{\"n\":1}");

        // When
        var queued = inbox();
        var received = inbox("receive", "--wait", "10").getFirst();
        var lease = received.path("lease_id").asText();
        var extended = inbox("extend", message, lease, "--ack-wait", "600");
        var acknowledged = inbox("ack", message, lease);

        // Then
        assertThat(queued)
                .singleElement()
                .satisfies(one -> assertThat(one.path("message_id").asText()).isEqualTo(message));
        assertThat(received.path("message_id").asText()).isEqualTo(message);
        assertThat(extended.getFirst().path("status").asText()).isEqualTo("ok");
        assertThat(acknowledged.getFirst().path("status").asText()).isEqualTo("ok");
        assertThat(steps(message)).containsExactly("queued", "leased", "extended", "acknowledged");
        assertThat(inbox()).isEmpty();
    }

    @Test
    void shouldTellWhatHasHappened() {
        // Given
        send("1");
        String sent = "io.roundtable.message.sent.v1";

        // When
        var all = run("events", room.id(), "--output", "json").json();
        var last = all.getLast();
        var since = run("events", room.id(), "--since", last.path("time").asText(), "--output", "json");
        var followed = run(
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
        String first = send("1");
        var second = run("send", "--from", alice, "--to", bob, "--correlation-id", "case 7", "2");

        // When
        var about = run("events", room.id(), "--subject", first, "--output", "json");
        var belonging = run("events", room.id(), "--correlation-id", "case 7", "--output", "json");

        // Then
        assertThat(about.json())
                .extracting(CommandLineTest::subject)
                .isNotEmpty()
                .containsOnly(first);
        assertThat(belonging.json())
                .extracting(CommandLineTest::subject)
                .containsExactly(second.out().strip());
    }

    private static String subject(JsonNode event) {
        return event.path("subject").asText();
    }

    @Test
    void shouldReceiveAgainWhatIsReturned() {
        // Given
        var message = send("1");
        var first = inbox("receive").getFirst();

        // When
        inbox("nak", message, first.path("lease_id").asText(), "--delay", "0", "--reason", "busy");

        // Then
        var again = inbox("receive", "--wait", "10", "--ack").getFirst();
        assertThat(again.path("attempt").asInt()).isEqualTo(2);
        assertThat(room.gets("/messages/" + message).good().get("status")).isEqualTo("delivered");
        var stale = run(
                "inbox",
                "--sandbox",
                bob,
                "nak",
                message,
                first.path("lease_id").asText());
        assertThat(stale.exit()).isOne();
        assertThat(stale.err()).contains("409 lease_stale");
    }

    @Test
    void shouldShowRedriveAndDiscardWhatWasRejected() {
        // Given
        var letter = reject(send("\"old\""), "no such tool");

        // When
        var listed = lines("dead-letters", "list", "--status", "waiting", "--sandbox", bob);
        var shown = lines("dead-letters", "show", letter).getFirst();
        var redriven = run("dead-letters", "redrive", letter, "--content", "\"new\"");

        // Then
        assertThat(listed)
                .singleElement()
                .satisfies(
                        one -> assertThat(one.path("dead_letter_id").asText()).isEqualTo(letter));
        assertThat(shown.path("last_error").asText()).isEqualTo("no such tool");
        assertThat(shown.path("content").asText()).isEqualTo("old");
        assertThat(redriven.exit()).as(redriven.err()).isZero();
        var again = inbox("receive", "--wait", "10").getFirst();
        assertThat(again.path("content").asText()).isEqualTo("new");

        // When
        inbox(
                "reject",
                again.path("message_id").asText(),
                again.path("lease_id").asText());
        var second = lines("dead-letters", "list", "--status", "waiting").getFirst();
        var id = second.path("dead_letter_id").asText();
        var discarded = run("dead-letters", "discard", id, "--reason", "done by hand");

        // Then
        assertThat(discarded.exit()).as(discarded.err()).isZero();
        assertThat(room.gets("/dead-letters/" + id).good().get("resolution")).isEqualTo("done by hand");
        assertThat(lines("dead-letters", "list", "--status", "waiting")).isEmpty();
    }

    @Test
    void shouldRedriveManyAsADryRunFirstShows() {
        // Given
        var messages = List.of(send("1"), send("2"), send("3"));
        messages.forEach(message -> reject(message, "x"));

        // When
        var dry = lines("dead-letters", "redrive", "--to", bob, "--dry-run");
        var done = lines("dead-letters", "redrive", "--to", bob, "--yes", "--per-second", "100");

        // Then
        assertThat(dry)
                .hasSize(4)
                .last()
                .satisfies(sum -> assertThat(sum.path("remaining").asInt()).isEqualTo(3));
        assertThat(done)
                .hasSize(4)
                .last()
                .satisfies(sum -> assertThat(sum.path("redriven").asInt()).isEqualTo(3));
        assertThat(inbox("receive", "--wait", "10").stream()
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
        var forbidden = run("dead-letters", "poison", "list");
        assertThat(forbidden.exit()).isOne();
        assertThat(forbidden.err()).contains("403 forbidden");
    }

    @Test
    void shouldTellOperatorsHowDeliveriesFare() {
        // Given: a message that nobody takes, one that is given up, and webhooks where nobody listens
        room.posts("/webhooks", "{\"url\":\"http://127.0.0.1:1/\",\"event_types\":[\"message.sent.v1\"]}")
                .good();
        reject(send("1"), "x");
        send("2");
        var carol = room.sandbox("carol");
        room.member()
                .puts(room.path("/sandboxes/" + carol + "/webhook"), "{\"url\":\"http://127.0.0.1:1/\"}")
                .good();
        room.says(alice, carol, "3").good();

        // When
        var deliveries = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> status(),
                        found -> found.at("/webhooks_failing/first")
                                .findValuesAsText("sandbox_id")
                                .contains(carol));

        // Then
        assertThat(deliveries.path("courier_backlog").isNumber()).isTrue();
        assertThat(deliveries.at("/oldest_unacknowledged/message_id").asText()).startsWith("msg_");
        assertThat(deliveries.at("/dead_letters_last_hour/count").asLong()).isPositive();
        assertThat(deliveries.at("/webhooks_disabled/count").isNumber()).isTrue();
        assertThat(deliveries.at("/event_webhooks/active/count").asLong()).isPositive();
        assertThat(deliveries.at("/event_webhooks/behind").asLong()).isPositive();
        assertThat(run(operator, List.of("status")).out()).containsPattern("accepted = .* applied .*: it holds");
        var olgas = run("status");
        assertThat(olgas.out()).contains("roundtable.events-").doesNotContain("courier backlog");
        assertThat(olgas.err()).contains("403 forbidden");
    }

    @Test
    void shouldRedriveDiscardAndReplayWhatAWebhookDidNotTake() throws IOException {
        var answer = new AtomicInteger(500);
        try (var receiver = new Receiver(_ -> answer.get())) {
            // Given
            room.asks("PATCH", "")
                    .saying("{\"settings\":{\"sandbox_defaults\":{\"delivery\":{\"max_attempts\":1}}}}")
                    .answer()
                    .good();
            var webhook = Subscribing.subscribes(room, receiver, "message.sent.v1")
                    .good()
                    .get("webhook_id");
            var sent = List.of(send("1"), send("2"), send("3"));
            var given = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> lines("webhooks", "dead-letters", webhook), found -> found.size() == 3);
            var first = given.getFirst().path("position").asText();
            answer.set(200);

            // When
            var shown = lines("webhooks", "dead-letters", webhook, first).getFirst();
            var discarded = run(
                    "webhooks",
                    "discard",
                    webhook,
                    given.get(1).path("position").asText(),
                    "--reason",
                    "known");
            var one = run("webhooks", "redrive", webhook, first);
            var over = untilNothingIsSentAgain(webhook);
            var rest = lines("webhooks", "redrive", webhook, "--type", "message.*", "--yes");
            var since = given.getFirst().path("happened_at").asText();
            var replayed = run("webhooks", "replay", webhook, "--since", since);
            untilNothingIsSentAgain(webhook);

            // Then
            assertThat(shown.at("/data/message_id").asText()).isEqualTo(sent.getFirst());
            assertThat(List.of(discarded.exit(), one.exit(), replayed.exit())).containsOnly(0);
            assertThat(over.at("/last_replay/outcome").asText()).isEqualTo("done");
            assertThat(rest.getLast().path("redriven").asInt()).isOne();
            assertThat(lines("webhooks", "dead-letters", webhook)).isEmpty();
            assertThat(receiver.calls().stream()
                            .filter(Receiver.Call::isReplayed)
                            .map(Subscribing::said))
                    .containsExactly(sent.get(0), sent.get(2), sent.get(0), sent.get(1), sent.get(2));
            assertThat(lines("webhooks", "list"))
                    .extracting(hook -> hook.path("webhook_id").asText())
                    .contains(webhook);
            assertThat(run("webhooks", "rotate-secret", webhook).out()).startsWith("whsec_");
        }
    }

    private JsonNode untilNothingIsSentAgain(String webhook) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> lines("webhooks", "show", webhook).getFirst(),
                        shown -> shown.path("replay").isNull());
    }

    private JsonNode status() {
        return run(operator, List.of("status", "--output", "json")).json().stream()
                .filter(line -> line.has("deliveries"))
                .findFirst()
                .orElseThrow()
                .path("deliveries");
    }

    /** What a command has come to. */
    private record Ran(int exit, String out, String err) {
        List<JsonNode> json() {
            return out.lines()
                    .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
                    .toList();
        }
    }

    private List<JsonNode> poison(int partition, long offset) {
        var listed = asOperator("list", "--status", "waiting", "--topic", Topics.COMMANDS, "--output", "json");
        return listed.json().stream()
                .filter(record -> record.path("partition").asInt() == partition)
                .filter(record -> record.path("offset").asLong() == offset)
                .toList();
    }

    private String send(String content) {
        var sent = run("send", "--from", alice, "--to", bob, content);
        assertThat(sent.exit()).as(sent.err()).isZero();
        return sent.out().strip();
    }

    /** Returns its dead letter. */
    private String reject(String message, String reason) {
        var received = inbox("receive", "--max", "1", "--wait", "10").getFirst();
        assertThat(received.path("message_id").asText()).isEqualTo(message);
        inbox("reject", message, received.path("lease_id").asText(), "--reason", reason);
        return lines("dead-letters", "list", "--status", "waiting")
                .getLast()
                .path("dead_letter_id")
                .asText();
    }

    private List<String> steps(String message) {
        return room.gets("/messages/" + message + "/history").good().data().stream()
                .map(step -> step.path("step").asText())
                .toList();
    }

    private List<JsonNode> inbox(String... more) {
        var args = new ArrayList<>(List.of("inbox", "--sandbox", bob));
        args.addAll(List.of(more));
        return lines(args.toArray(String[]::new));
    }

    private List<JsonNode> lines(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--output", "json"));
        var ran = run(all.toArray(String[]::new));
        assertThat(ran.exit()).as(ran.err()).isZero();
        return ran.json();
    }

    private Ran run(String... args) {
        return run(olga.token(), List.of(args));
    }

    private Ran asOperator(String... args) {
        var all = new ArrayList<>(List.of("dead-letters", "poison"));
        all.addAll(List.of(args));
        return run(operator, all);
    }

    private Ran run(String token, List<String> args) {
        var screen = new RecordingTerminal(Path.of("unused"))
                .env("ROUNDTABLE_URL", node.url().toString())
                .env("ROUNDTABLE_TOKEN", token)
                .env("ROUNDTABLE_WORKSPACE", room.id());
        int exit = Commands.run(screen, args.toArray(String[]::new));
        return new Ran(exit, screen.out(), screen.err());
    }
}
