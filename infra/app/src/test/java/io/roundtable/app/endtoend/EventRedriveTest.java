package io.roundtable.app.endtoend;

import static io.roundtable.app.endtoend.Subscribing.says;
import static io.roundtable.app.endtoend.Subscribing.subscribes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that were given up for a webhook, and are sent again by filter. */
@WithInstallation
final class EventRedriveTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Node node;

    @BeforeAll
    static void open(Installation installation) {
        node = installation.node();
    }

    /** Each its own, so that no test sees the events of another. */
    private static Room room() {
        return Person.registersAt(node, "Olga").opens("lab");
    }

    private static void allowsAttempts(Room room, int most) {
        room.asks("PATCH", "")
                .saying(
                        "{\"settings\":{\"sandbox_defaults\":{\"delivery\":{\"max_attempts\":%d,\"backoff_seconds\":[600]}}}}"
                                .formatted(most))
                .answer()
                .good();
    }

    /** A webhook for which some events were given up. */
    private static String givenUp(Room room, Receiver receiver, int many) {
        allowsAttempts(room, 1);
        var webhook = "/webhooks/"
                + subscribes(room, receiver, "message.sent.v1").good().get("webhook_id");
        says(room, many);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                room.gets(webhook + "/dead-letters").good().data())
                        .hasSize(many));
        return webhook;
    }

    private static void awaits(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<String> statuses(Answer redriven) {
        return redriven.good().data().stream()
                .map(outcome -> outcome.path("status").asText())
                .toList();
    }

    @Test
    void shouldRedriveWhatAFilterMatchesInOrderOnceADryRunHasShownIt() throws IOException {
        var isUp = new AtomicBoolean();
        try (var receiver = new Receiver(_ -> isUp.get() ? 200 : 500)) {
            // Given
            var room = room();
            var webhook = givenUp(room, receiver, 4);
            var many = webhook + "/dead-letters/redrive";
            var letters = room.gets(webhook + "/dead-letters").good().data();
            var second = letters.get(1).path("happened_at").asText();
            isUp.set(true);
            int before = receiver.calls().size();

            // When
            var dry = room.posts(many, "{\"filter\":{\"event_types\":[\"message.*\"]},\"dry_run\":true}")
                    .good();
            var none = room.posts(many, "{\"filter\":{\"event_types\":[\"sandbox.*\"]}}")
                    .good();
            var later = "{\"filter\":{\"event_types\":[\"message.sent.v1\"],\"happened_after\":\"" + second + "\"}";
            var one = room.posts(many, later + ",\"max\":1,\"per_second\":100}").good();
            var rest = room.posts(many, later + ",\"cursor\":\"" + one.get("next_cursor") + "\"}")
                    .good();

            // Then
            assertThat(dry.json().path("remaining").asInt()).isEqualTo(4);
            assertThat(statuses(dry)).hasSize(4).containsOnly("waiting");
            assertThat(none.data()).isEmpty();
            assertThat(statuses(one)).containsExactly("redriven");
            assertThat(one.json().path("remaining").asInt()).isEqualTo(1);
            assertThat(statuses(rest)).containsExactly("redriven");
            assertThat(rest.json().path("next_cursor").isNull()).isTrue();
            assertThat(receiver.calls().subList(before, receiver.calls().size()))
                    .allMatch(Receiver.Call::isReplayed)
                    .extracting(Subscribing::said)
                    .containsExactly(
                            letters.get(2).path("subject").asText(),
                            letters.get(3).path("subject").asText());
            assertThat(room.asks("GET", webhook + "/dead-letters")
                            .with("Consistency-Token", rest.token())
                            .answer()
                            .good()
                            .data())
                    .isEqualTo(letters.subList(0, 2));
        }
    }

    @Test
    void shouldEndARedriveOfSeveralAtTheFirstThatIsNotTakenAndIsTriedAgain() throws IOException {
        try (var receiver = new Receiver(_ -> 500)) {
            // Given
            var room = room();
            var webhook = givenUp(room, receiver, 2);
            var many = webhook + "/dead-letters/redrive";
            var failed = room.posts(many, "{\"filter\":{}}");
            allowsAttempts(room, 2);

            // When
            var held = room.posts(many, "{\"filter\":{}}");
            var again = room.posts(many, "{\"filter\":{}}");

            // Then
            assertThat(statuses(failed)).containsExactly("failed", "failed");
            assertThat(statuses(held)).containsExactly("pending");
            assertThat(held.get("data/0/last_error")).contains("500");
            assertThat(held.json().path("remaining").asInt()).isOne();
            assertThat(again.code()).isEqualTo("replay_running");
            assertThat(again.get("detail")).contains("DELETE .../replay");
            var ended = room.asks("DELETE", webhook + "/replay").answer().good();
            assertThat(room.asks("GET", webhook + "/dead-letters")
                            .with("Consistency-Token", ended.token())
                            .answer()
                            .good()
                            .data())
                    .hasSize(2);
        }
    }

    @Test
    void shouldEndARedriveOfSeveralWhereSomebodyEndsTheOneThatIsUnderWay() throws Exception {
        var isHeld = new AtomicBoolean();
        var held = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        try (var receiver = new Receiver(_ -> {
            if (isHeld.get()) {
                held.countDown();
                awaits(over);
            }
            return 500;
        })) {
            // Given
            var room = room();
            var webhook = givenUp(room, receiver, 3);
            int before = receiver.calls().size();
            isHeld.set(true);
            var redriven = room.asks("POST", webhook + "/dead-letters/redrive")
                    .saying("{\"filter\":{}}")
                    .later();
            awaits(held);

            // When
            var ended = room.asks("DELETE", webhook + "/replay").answer().good();

            // Then
            var answer = redriven.get();
            assertThat(statuses(answer)).containsExactly("pending");
            assertThat(answer.get("data/0/last_error")).contains("ended");
            assertThat(answer.json().path("remaining").asInt()).isEqualTo(2);
            assertThat(room.asks("GET", webhook + "/dead-letters")
                            .with("Consistency-Token", ended.token())
                            .answer()
                            .good()
                            .data())
                    .hasSize(3);
            assertThat(receiver.calls()).hasSize(before + 1);
        } finally {
            over.countDown();
        }
    }

    @Test
    void shouldRedriveNothingForAWebhookThatIsDisabled() throws IOException {
        var answer = new AtomicInteger(500);
        try (var receiver = new Receiver(_ -> answer.get())) {
            // Given
            var room = room();
            var webhook = givenUp(room, receiver, 1);
            answer.set(410);
            says(room, 1);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(room.gets(webhook).good().get("state")).isEqualTo("disabled"));

            // When
            var refused = room.posts(webhook + "/dead-letters/redrive", "{\"filter\":{}}");

            // Then
            assertThat(refused.code()).isEqualTo("conflict");
            assertThat(refused.get("detail")).contains("enable it");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"filter\":{\"event_types\":[\"message.shouted.v1\"]}}",
                "{\"filter\":{\"event_types\":[]}}",
                "{\"filter\":{},\"max\":0}",
                "{\"filter\":{},\"per_second\":101}",
                "{\"filter\":{},\"cursor\":\"madeup\"}",
            })
    void shouldRefuseWhatSaysNotWhichToRedrive(String body) throws IOException {
        try (var receiver = new Receiver(_ -> 200)) {
            var room = room();
            var webhook = subscribes(room, receiver, "*").good().get("webhook_id");

            var answer = room.posts("/webhooks/" + webhook + "/dead-letters/redrive", body);

            assertThat(answer.code()).as(answer.toString()).isEqualTo("invalid_request");
        }
    }
}
