package io.roundtable.app.endtoend;

import static io.roundtable.app.endtoend.Subscribing.body;
import static io.roundtable.app.endtoend.Subscribing.says;
import static io.roundtable.app.endtoend.Subscribing.subscribes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of a workspace that are sent to a server of somebody's. */
@WithInstallation
final class SubscriptionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVENTS = 20;

    private static Node node;
    private static PublishedWebhooks published;

    @BeforeAll
    static void open(Installation installation) {
        node = installation.node();
        published = new PublishedWebhooks(node);
    }

    /** Each its own, so that no test sees the events of another. */
    private static Room room() {
        return Person.registersAt(node, "Olga").opens("lab");
    }

    private static List<String> distinct(Receiver receiver) {
        return receiver.calls().stream().map(Subscribing::said).distinct().toList();
    }

    @Test
    void shouldSendWhatIsWantedInOrderAndSignedAndNothingElse() throws IOException {
        try (var receiver = new Receiver(_ -> 204)) {
            // Given
            var room = room();
            var made = subscribes(room, receiver, "message.sent.v1");

            // When
            var sent = says(room, 70);

            // Then
            assertThat(made.status()).as(made.toString()).isEqualTo(201);
            assertThat(made.mustHave("Cache-Control")).isEqualTo("no-store");
            var secret = made.get("secret");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(distinct(receiver)).isEqualTo(sent));
            assertThat(receiver.calls()).allSatisfy(call -> {
                assertThat(call.isSignedWith(secret)).isTrue();
                assertThat(call.headers()).doesNotContainKey("roundtable-replayed");
                assertThat(published.faultsOfEvent(call)).isEmpty();
                assertThat(body(call).path("type").asText()).isEqualTo("io.roundtable.message.sent.v1");
                assertThat(body(call).path("replayed").asBoolean()).isFalse();
                assertThat(body(call).path("id").asText()).isEqualTo(call.id());
            });
            await().atMost(PATIENCE).untilAsserted(() -> {
                var shown =
                        room.gets("/webhooks/" + made.get("webhook_id")).good().json();
                assertThat(shown.path("delivered_count").asInt()).isEqualTo(70);
                assertThat(shown.path("pending_since").isNull()).isTrue();
                assertThat(shown.has("secret")).isFalse();
            });
        }
    }

    @Test
    void shouldLoseNothingAndKeepTheOrderWhileTheReceiverFailsVanishesAndComesBack() throws IOException {
        var isUp = new AtomicBoolean(true);
        try (var receiver = new Receiver(call -> !isUp.get() || call % 5 == 0 ? 503 : 200)) {
            // Given: an endpoint that fails now and then, and is away for a while
            var room = room();
            subscribes(room, receiver, "message.sent.v1").good();
            isUp.set(false);
            var sent = says(room, 12);
            await().atMost(PATIENCE).until(() -> !receiver.calls().isEmpty());

            // When
            isUp.set(true);

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(distinct(receiver)).isEqualTo(sent));
            var positions = receiver.calls().stream()
                    .map(call -> body(call).path("position").asLong())
                    .toList();
            assertThat(positions).isSorted();
        }
    }

    @Test
    void shouldGoOnWhereItWasOnceSomebodyEnablesItAndMarkWhatIsReplayed() throws IOException {
        try (var receiver = new Receiver(call -> call == 1 ? 410 : 200)) {
            // Given
            var room = room();
            var begun = Instant.now().minusSeconds(60);
            var webhook = "/webhooks/"
                    + subscribes(room, receiver, "message.sent.*").good().get("webhook_id");
            var sent = says(room, 3);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(room.gets(webhook).good().get("state")).isEqualTo("disabled"));
            room.posts(webhook + "/enable", "").good();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(distinct(receiver)).isEqualTo(sent));
            int before = receiver.calls().size();

            // When
            var replay = room.posts(webhook + "/replay", "{\"since\":\"" + begun + "\"}");

            // Then
            assertThat(replay.status()).as(replay.toString()).isEqualTo(202);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(receiver.calls()).hasSize(before + sent.size()));
            assertThat(receiver.calls().subList(before, before + sent.size()))
                    .allMatch(call -> body(call).path("replayed").asBoolean())
                    .allMatch(Receiver.Call::isReplayed)
                    .allSatisfy(
                            call -> assertThat(published.faultsOfEvent(call)).isEmpty())
                    .extracting(Subscribing::said)
                    .isEqualTo(sent);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(room.gets(webhook)
                                    .good()
                                    .json()
                                    .path("replay")
                                    .isNull())
                            .isTrue());
        }
    }

    @Test
    void shouldReplayWhatThereWasBetweenTwoTimesAndNothingBehind() throws IOException {
        try (var receiver = new Receiver(_ -> 200)) {
            // Given
            var room = room();
            var webhook = "/webhooks/"
                    + subscribes(room, receiver, "message.sent.*").good().get("webhook_id");
            var sent = says(room, 5);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(distinct(receiver)).isEqualTo(sent));
            var times = receiver.calls().stream()
                    .map(call -> Instant.parse(body(call).path("timestamp").asText()))
                    .distinct()
                    .toList();
            assertThat(times).hasSameSizeAs(sent);
            var span = "{\"since\":\"%s\",\"until\":\"%s\"}".formatted(times.get(1), times.get(3));

            // When
            var replay = room.posts(webhook + "/replay", span);

            // Then
            assertThat(Instant.parse(replay.good().get("until"))).isEqualTo(times.get(3));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(room.gets(webhook).good().get("last_replay/outcome"))
                            .isEqualTo("done"));
            assertThat(receiver.calls().stream()
                            .filter(Receiver.Call::isReplayed)
                            .map(Subscribing::said)
                            .distinct())
                    .isEqualTo(sent.subList(1, 4));
        }
    }

    @Test
    void shouldGiveAnEventUpAfterTheLastAttemptAndSendItAgainWhenItIsRedriven() throws IOException {
        var isUp = new AtomicBoolean();
        try (var receiver = new Receiver(_ -> isUp.get() ? 200 : 500)) {
            // Given
            var room = room();
            room.asks("PATCH", "")
                    .saying("{\"settings\":{\"sandbox_defaults\":{\"delivery\":{\"max_attempts\":1}}}}")
                    .answer()
                    .good();
            var webhook = "/webhooks/"
                    + subscribes(room, receiver, "message.sent.v1").good().get("webhook_id");
            var sent = says(room, 2);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    room.gets(webhook + "/dead-letters").good().data())
                            .hasSize(2));
            isUp.set(true);
            int before = receiver.calls().size();
            var dead = room.gets(webhook + "/dead-letters").good().data();
            var first = room.gets(webhook + "/dead-letters/"
                            + dead.getFirst().path("position").asLong())
                    .good();
            assertThat(dead).extracting(event -> event.path("subject").asText()).isEqualTo(sent);
            assertThat(dead).allSatisfy(event -> {
                assertThat(event.path("type").asText()).isEqualTo("io.roundtable.message.sent.v1");
                assertThat(event.has("data")).isFalse();
            });
            assertThat(first.get("event_id"))
                    .isEqualTo(receiver.calls().getFirst().id());
            assertThat(first.get("data/message_id")).isEqualTo(sent.getFirst());

            // When
            var redriven = room.posts(
                    webhook + "/dead-letters/"
                            + dead.getFirst().path("position").asLong() + "/redrive",
                    "");
            var discarded = room.asks(
                            "DELETE",
                            webhook + "/dead-letters/"
                                    + dead.getLast().path("position").asLong())
                    .saying("{\"reason\":\"known\"}")
                    .answer();

            // Then
            assertThat(redriven.status()).as(redriven.toString()).isEqualTo(202);
            assertThat(discarded.status()).as(discarded.toString()).isEqualTo(204);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(receiver.calls()).hasSize(before + 1));
            assertThat(Subscribing.said(receiver.calls().getLast())).isEqualTo(sent.getFirst());
            assertThat(body(receiver.calls().getLast()).path("replayed").asBoolean())
                    .isTrue();
            assertThat(receiver.calls().getLast().isReplayed()).isTrue();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    room.gets(webhook + "/dead-letters").good().data())
                            .isEmpty());
        }
    }

    @Test
    void shouldEndAReplayWhenAskedAndSayWhatBecameOfIt() throws IOException {
        var isUp = new AtomicBoolean(true);
        try (var receiver = new Receiver(_ -> isUp.get() ? 200 : 503)) {
            // Given
            var room = room();
            var begun = Instant.now().minusSeconds(60);
            var webhook = "/webhooks/"
                    + subscribes(room, receiver, "message.sent.*").good().get("webhook_id");
            var sent = says(room, 3);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(distinct(receiver)).isEqualTo(sent));
            isUp.set(false);
            assertThat(room.asks("DELETE", webhook + "/replay").answer().code()).isEqualTo("replay_not_found");
            room.posts(webhook + "/replay", "{\"since\":\"" + begun + "\"}").good();

            // When
            var stale = room.asks("DELETE", webhook + "/replay")
                    .with("If-Match", "\"99\"")
                    .answer();
            var ended = room.asks("DELETE", webhook + "/replay")
                    .with("Idempotency-Key", "end-it")
                    .answer();
            var again = room.asks("DELETE", webhook + "/replay")
                    .with("Idempotency-Key", "end-it")
                    .answer();

            // Then
            assertThat(stale.status()).isEqualTo(412);
            assertThat(ended.status()).as(ended.toString()).isEqualTo(204);
            assertThat(again.status()).isEqualTo(204);
            assertThat(again.isReplayed()).isTrue();
            var shown = room.asks("GET", webhook)
                    .with("Consistency-Token", ended.token())
                    .answer()
                    .good();
            assertThat(shown.json().path("replay").isNull()).isTrue();
            assertThat(shown.get("last_replay/outcome")).isEqualTo("cancelled");
            isUp.set(true);
            room.posts(webhook + "/replay", "{\"since\":\"" + begun + "\"}").good();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(room.gets(webhook).good().get("last_replay/outcome"))
                            .isEqualTo("done"));
        }
    }

    @Test
    void shouldStopWithinAnOrderWhenItsReplayIsEnded() throws IOException {
        int held = EVENTS + 2;
        var isHeld = new CountDownLatch(1);
        var isEnded = new CountDownLatch(1);
        try (var receiver = new Receiver(call -> {
            if (call == held) {
                isHeld.countDown();
                await().atMost(PATIENCE).until(() -> isEnded.getCount() == 0);
            }
            return 200;
        })) {
            // Given: a courier in the middle of an order, for longer than it goes without looking
            var room = room();
            var begun = Instant.now().minusSeconds(60);
            var webhook = "/webhooks/"
                    + subscribes(room, receiver, "message.sent.*").good().get("webhook_id");
            var sent = says(room, EVENTS);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(distinct(receiver)).isEqualTo(sent));
            room.posts(webhook + "/replay", "{\"since\":\"" + begun + "\"}").good();
            await().atMost(PATIENCE).until(() -> isHeld.getCount() == 0);
            var since = Instant.now();

            // When
            var ended = room.asks("DELETE", webhook + "/replay").answer().good();
            room.asks("GET", webhook)
                    .with("Consistency-Token", ended.token())
                    .answer()
                    .good();
            await().until(() -> Instant.now().isAfter(since.plusSeconds(1)));
            isEnded.countDown();

            // Then
            room.posts(webhook + "/replay", "{\"since\":\"" + begun + "\"}").good();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(room.gets(webhook).good().get("last_replay/outcome"))
                            .isEqualTo("done"));
            assertThat(receiver.calls()).hasSize(held + EVENTS);
        }
    }

    @Test
    void shouldEndAReplayThatTheReceiverDoesNotTakeAndGiveNothingUp() throws IOException {
        var isUp = new AtomicBoolean(true);
        try (var receiver = new Receiver(_ -> isUp.get() ? 200 : 503)) {
            // Given
            var room = room();
            room.asks("PATCH", "")
                    .saying("{\"settings\":{\"sandbox_defaults\":{\"delivery\":{\"max_attempts\":1}}}}")
                    .answer()
                    .good();
            var begun = Instant.now().minusSeconds(60);
            var webhook = "/webhooks/"
                    + subscribes(room, receiver, "message.sent.*").good().get("webhook_id");
            var sent = says(room, 2);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(distinct(receiver)).isEqualTo(sent));
            isUp.set(false);

            // When
            room.posts(webhook + "/replay", "{\"since\":\"" + begun + "\"}").good();

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(room.gets(webhook).good().get("last_replay/outcome"))
                            .isEqualTo("failed"));
            var last = room.gets(webhook).good().json().path("last_replay");
            assertThat(last.path("position").asLong())
                    .isEqualTo(
                            body(receiver.calls().getFirst()).path("position").asLong());
            assertThat(last.path("error").asText()).contains("503");
            assertThat(room.gets(webhook + "/dead-letters").good().data()).isEmpty();
        }
    }

    @Test
    void shouldSendNothingMoreOnceItIsDeleted() throws IOException {
        try (var receiver = new Receiver(_ -> 200);
                var other = new Receiver(_ -> 200)) {
            // Given
            var room = room();
            var webhook = "/webhooks/" + subscribes(room, receiver, "*").good().get("webhook_id");
            subscribes(room, other, "message.sent.v1").good();

            // When
            assertThat(room.asks("DELETE", webhook).answer().status()).isEqualTo(204);
            int before = receiver.calls().size();
            var sent = says(room, 1);

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(distinct(other)).isEqualTo(sent));
            assertThat(receiver.calls()).hasSize(before);
            assertThat(room.gets(webhook).code()).isEqualTo("subscription_not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\":\"https://example.com/\"}",
                "{\"url\":\"https://example.com/\",\"event_types\":[]}",
                "{\"url\":\"https://example.com/\",\"event_types\":[\"message.shouted.v1\"]}",
                "{\"url\":\"https://example.com/\",\"event_types\":[\"subscription.*\"]}",
                "{\"url\":\"https://10.0.0.1/\",\"event_types\":[\"*\"]}",
            })
    void shouldRefuseWhatIsNoSubscription(String body) {
        var answer = room().posts("/webhooks", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_request");
    }
}
