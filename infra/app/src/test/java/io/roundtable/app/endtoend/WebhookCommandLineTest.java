package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Person;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks by the command line, against a server: how they fare, and what is decided about them. */
@WithInstallation
final class WebhookCommandLineTest {

    private static Person olga;
    private static String operator;

    private Shell shell;

    @BeforeAll
    static void open(Installation installation) {
        olga = Person.registersAt(installation.node(), "Olga");
        operator = Installation.operatorAt(installation.node());
    }

    @BeforeEach
    void talk() {
        shell = Shell.of(olga);
    }

    @Test
    void shouldTellOperatorsHowDeliveriesFare() {
        // Given: a message that nobody takes, one that is given up, and webhooks where nobody listens
        shell.room()
                .posts("/webhooks", "{\"url\":\"http://127.0.0.1:1/\",\"event_types\":[\"message.sent.v1\"]}")
                .good();
        shell.reject(shell.send("1"), "x");
        shell.send("2");
        var carol = shell.room().sandbox("carol");
        shell.room()
                .member()
                .puts(shell.room().path("/sandboxes/" + carol + "/webhook"), "{\"url\":\"http://127.0.0.1:1/\"}")
                .good();
        shell.room().says(shell.alice(), carol, "3").good();

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
        assertThat(shell.as(operator).run("status").out()).containsPattern("accepted = .* applied .*: it holds");
        var olgas = shell.run("status");
        assertThat(olgas.out()).contains("roundtable.events-").doesNotContain("courier backlog");
        assertThat(olgas.err()).contains("403 forbidden");
    }

    @Test
    void shouldRedriveDiscardAndReplayWhatAWebhookDidNotTake() throws IOException {
        var answer = new AtomicInteger(500);
        try (var receiver = new Receiver(_ -> answer.get())) {
            // Given
            shell.room()
                    .asks("PATCH", "")
                    .saying("{\"settings\":{\"sandbox_defaults\":{\"delivery\":{\"max_attempts\":1}}}}")
                    .answer()
                    .good();
            var webhook = Subscribing.subscribes(shell.room(), receiver, "message.sent.v1")
                    .good()
                    .get("webhook_id");
            var sent = List.of(shell.send("1"), shell.send("2"), shell.send("3"));
            var given = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> shell.lines("webhooks", "dead-letters", webhook), found -> found.size() == 3);
            var first = given.getFirst().path("position").asText();
            answer.set(200);

            // When
            var shown = shell.lines("webhooks", "dead-letters", webhook, first).getFirst();
            var discarded = shell.run(
                    "webhooks",
                    "discard",
                    webhook,
                    given.get(1).path("position").asText(),
                    "--reason",
                    "known");
            var one = shell.run("webhooks", "redrive", webhook, first);
            var over = untilNothingIsSentAgain(webhook);
            var rest = shell.lines("webhooks", "redrive", webhook, "--type", "message.*", "--yes");
            var since = given.getFirst().path("happened_at").asText();
            var replayed = shell.run("webhooks", "replay", webhook, "--since", since);
            untilNothingIsSentAgain(webhook);

            // Then
            assertThat(shown.at("/data/message_id").asText()).isEqualTo(sent.getFirst());
            assertThat(List.of(discarded.exit(), one.exit(), replayed.exit())).containsOnly(0);
            assertThat(over.at("/last_replay/outcome").asText()).isEqualTo("done");
            assertThat(rest.getLast().path("redriven").asInt()).isOne();
            assertThat(shell.lines("webhooks", "dead-letters", webhook)).isEmpty();
            assertThat(receiver.calls().stream()
                            .filter(Receiver.Call::isReplayed)
                            .map(Subscribing::said))
                    .containsExactly(sent.get(0), sent.get(2), sent.get(0), sent.get(1), sent.get(2));
            assertThat(shell.lines("webhooks", "list"))
                    .extracting(hook -> hook.path("webhook_id").asText())
                    .contains(webhook);
            assertThat(shell.run("webhooks", "rotate-secret", webhook).out()).startsWith("whsec_");
        }
    }

    private JsonNode untilNothingIsSentAgain(String webhook) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> shell.lines("webhooks", "show", webhook).getFirst(),
                        shown -> shown.path("replay").isNull());
    }

    private JsonNode status() {
        return shell.as(operator).run("status", "--output", "json").json().stream()
                .filter(line -> line.has("deliveries"))
                .findFirst()
                .orElseThrow()
                .path("deliveries");
    }
}
