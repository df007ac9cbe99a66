package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roundtable.testkit.talk.Ask;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are sent to a server of somebody's, from the request that sets it to the request that it gets. */
@WithInstallation
final class WebhookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Room room;
    private static PublishedWebhooks published;

    @BeforeAll
    static void open(Installation installation) {
        published = new PublishedWebhooks(installation.node());
        room = Person.registersAt(installation.node(), "Olga").opens("lab");
    }

    private static String given(Receiver receiver) {
        return "{\"url\":\"" + receiver.url() + "\"}";
    }

    private static String path(String sandbox) {
        return room.path("/sandboxes/" + sandbox + "/webhook");
    }

    private static String says(String from, String to, String content) {
        return room.says(from, to, content).good().get("message_id");
    }

    private static void awaitDelivered(String message) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                room.gets("/messages/" + message).good().get("status"))
                        .isEqualTo("delivered"));
    }

    @Test
    void shouldSendAMessageOnceAndSignedWithTheSecretThatWasShownOnce() throws IOException {
        try (var receiver = new Receiver(_ -> 204)) {
            // Given
            var alice = room.sandbox("alice-1");
            var bob = room.sandbox("bob-1");

            // When
            var made = room.member().puts(path(bob), given(receiver));
            var again = room.member().puts(path(bob), given(receiver));
            var message = says(alice, bob, "{\"n\":  1e2}");
            awaitDelivered(message);

            // Then
            assertThat(made.status()).as(made.toString()).isEqualTo(201);
            var secret = made.get("secret");
            assertThat(made.mustHave("Cache-Control")).isEqualTo("no-store");
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().has("secret")).isFalse();
            assertThat(room.member().gets(path(bob)).good().json().has("secret"))
                    .isFalse();
            assertThat(receiver.calls()).singleElement().satisfies(call -> {
                assertThat(call.id()).isEqualTo(message);
                assertThat(call.isSignedWith(secret)).isTrue();
                assertThat(call.body()).contains("\"content\":{\"n\":  1e2}", "\"attempt\":1");
                assertThat(published.faultsOfMessage(call)).isEmpty();
            });
        }
    }

    @Test
    void shouldWaitForTheDecisionWhereverASecretIsMadeOrForgotten() throws IOException {
        try (var receiver = new Receiver(_ -> 204)) {
            // Given
            var alice = room.sandbox("alice-0");
            var bob = room.sandbox("bob-0");

            // When
            var first = withoutWaiting("PUT", bob).saying(given(receiver)).answer();
            var removed = withoutWaiting("DELETE", bob).answer();
            var second = withoutWaiting("PUT", bob).saying(given(receiver)).answer();
            awaitDelivered(says(alice, bob, "1"));

            // Then
            assertThat(first.status()).as(first.toString()).isEqualTo(201);
            assertThat(first.header("Preference-Applied")).isEmpty();
            assertThat(removed.status()).isEqualTo(204);
            assertThat(second.get("secret")).startsWith("whsec_").isNotEqualTo(first.get("secret"));
            assertThat(receiver.calls())
                    .singleElement()
                    .satisfies(call ->
                            assertThat(call.isSignedWith(second.get("secret"))).isTrue());
        }
    }

    private static Ask withoutWaiting(String method, String sandbox) {
        return room.asks(method, "/sandboxes/" + sandbox + "/webhook").with("Prefer", "respond-async");
    }

    @Test
    void shouldSignWithBothSecretsWhileOneTakesOverFromTheOther() throws IOException {
        try (var receiver = new Receiver(_ -> 200)) {
            // Given
            var alice = room.sandbox("alice-2");
            var bob = room.sandbox("bob-2");
            var first = room.member().puts(path(bob), given(receiver)).good().get("secret");

            // When
            var second = room.member()
                    .posts(path(bob) + "/rotate-secret", "{\"overlap_seconds\":600}")
                    .good()
                    .get("secret");
            awaitDelivered(says(alice, bob, "1"));
            var third = room.member()
                    .posts(path(bob) + "/rotate-secret", "{\"overlap_seconds\":0}")
                    .good()
                    .get("secret");
            awaitDelivered(says(alice, bob, "2"));

            // Then
            var both = receiver.calls().getFirst();
            assertThat(published.faultsOfMessage(both)).isEmpty();
            assertThat(both.isSignedWith(first)).isTrue();
            assertThat(both.isSignedWith(second)).isTrue();
            var one = receiver.calls().getLast();
            assertThat(one.isSignedWith(third)).isTrue();
            assertThat(one.isSignedWith(second)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500})
    void shouldTryAgainWhereTheAnswerIsNoSuccessAndSayWhatItWas(int status) throws IOException {
        try (var receiver = new Receiver(call -> call == 1 ? status : 200)) {
            // Given
            var alice = room.sandbox("alice-" + status);
            var bob = room.sandbox("bob-" + status);
            room.member().puts(path(bob), given(receiver)).good();

            // When
            awaitDelivered(says(alice, bob, "1"));

            // Then
            assertThat(receiver.calls()).hasSize(2);
            assertThat(receiver.calls().getLast().body()).contains("\"attempt\":2");
            var webhook = room.member().gets(path(bob)).good();
            assertThat(webhook.get("state")).isEqualTo("enabled");
            assertThat(webhook.get("last_error")).contains(Integer.toString(status));
        }
    }

    @Test
    void shouldStopWhereNobodyIsAnyMoreUntilSomebodyEnablesIt() throws IOException {
        try (var receiver = new Receiver(call -> call == 1 ? 410 : 200)) {
            // Given
            var alice = room.sandbox("alice-3");
            var bob = room.sandbox("bob-3");
            room.member().puts(path(bob), given(receiver)).good();
            var message = says(alice, bob, "1");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    room.member().gets(path(bob)).good().get("state"))
                            .isEqualTo("disabled"));

            // When
            var disabled = room.member().gets(path(bob)).good();
            var enabled = room.member().posts(path(bob) + "/enable", "").good();
            awaitDelivered(message);

            // Then
            assertThat(disabled.get("disabled_reason")).isEqualTo("gone");
            assertThat(enabled.get("state")).isEqualTo("enabled");
            assertThat(receiver.calls()).hasSize(2).allMatch(call -> call.body().contains("\"attempt\":1"));
        }
    }

    @Test
    void shouldLeaveMessagesInTheInboxOnceTheWebhookIsRemoved() throws IOException {
        try (var receiver = new Receiver(_ -> 200)) {
            // Given
            var alice = room.sandbox("alice-4");
            var bob = room.sandbox("bob-4");
            room.member().puts(path(bob), given(receiver)).good();

            // When
            assertThat(room.member().deletes(path(bob)).status()).isEqualTo(204);
            var message = says(alice, bob, "1");

            // Then
            assertThat(room.posts("/sandboxes/" + bob + "/inbox/receive", "{\"max\":1}")
                            .good()
                            .data())
                    .singleElement()
                    .satisfies(received ->
                            assertThat(received.path("message_id").asText()).isEqualTo(message));
            assertThat(receiver.calls()).isEmpty();
            assertThat(room.member().gets(path(bob)).code()).isEqualTo("webhook_not_found");
            assertThat(room.member().posts(path(bob) + "/enable", "").code()).isEqualTo("webhook_not_found");
            assertThat(room.member().posts(path(bob) + "/rotate-secret", "").code())
                    .isEqualTo("webhook_not_found");
            assertThat(room.member().deletes(path(bob)).code()).isEqualTo("webhook_not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\":null}",
                "{\"url\":\"ftp://example.com/\"}",
                "{\"url\":\"https://user@example.com/\"}",
                "{\"url\":\"https://10.0.0.1/\"}",
                "{\"url\":\"https://169.254.169.254/latest\"}",
                "{\"url\":\"https://localhost/\"}",
                "{\"url\":\"https://example.com/\",\"max_in_flight\":0}",
                "{\"url\":\"https://example.com/\",\"max_in_flight\":101}",
                "{\"url\":\"https://example.com/\",\"secret\":\"whsec_x\"}",
            })
    void shouldRefuseWhatIsNoWebhook(String body) {
        var bob = room.sandbox("bob-5");

        var answer = room.member().puts(path(bob), body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_request");
    }

    @Test
    void shouldLetEditorsSetItAndViewersSeeIt() {
        // Given
        var bob = room.sandbox("bob-6");
        var viewer = Person.registersAt(room.member().node(), "Vito");
        room.admits(viewer, "viewer");
        room.member().puts(path(bob), "{\"url\":\"https://example.com/\"}").good();

        // When
        var set = viewer.puts(path(bob), "{\"url\":\"https://example.com/\"}");
        var rotated = viewer.posts(path(bob) + "/rotate-secret", "");
        var seen = viewer.gets(path(bob));

        // Then
        assertThat(set.code()).isEqualTo("forbidden");
        assertThat(rotated.code()).isEqualTo("forbidden");
        assertThat(seen.good().get("url")).isEqualTo("https://example.com/");
    }
}
