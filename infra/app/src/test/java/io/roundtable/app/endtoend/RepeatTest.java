package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Ask;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same request again under one Idempotency-Key. */
@WithInstallation
final class RepeatTest {
    private static Person olga;
    private static Room room;
    private static String alice;
    private static String bob;

    @BeforeAll
    static void open(Installation installation) {
        olga = Person.registersAt(installation.node(), "Olga");
        room = olga.opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
    }

    @Test
    void shouldGetTheFirstAnswer() {
        // Given
        var key = newKey();
        var first = sending(key, "{\"n\": 1}").answer().good();

        // When
        var second = sending(key, "{\"n\": 1}").answer();
        var quoted = sending("\"" + key + "\"", "{\"n\": 1}").answer();

        // Then
        assertThat(first.isReplayed()).isFalse();
        for (var repeat : List.of(second, quoted)) {
            assertThat(repeat.status()).isEqualTo(201);
            assertThat(repeat.isReplayed()).isTrue();
            assertThat(repeat.text()).isEqualTo(first.text());
            assertThat(repeat.mustHave("Location")).isEqualTo(first.mustHave("Location"));
            assertThat(repeat.etag()).isEqualTo(first.etag());
            assertThat(repeat.token()).isEqualTo(first.token());
            assertThat(repeat.mustHave("Command-Id")).isNotEqualTo(first.mustHave("Command-Id"));
        }
    }

    @Test
    void shouldBeRefusedWithAnotherPayload() {
        // Given
        var key = newKey();
        sending(key, "1").answer().good();

        // When
        var other = sending(key, "2").answer();
        var elsewhere = olga.asks("POST", room.path("/sandboxes"))
                .saying("{\"name\":\"x\"}")
                .with("Idempotency-Key", key)
                .answer();

        // Then
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(elsewhere.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void shouldHappenOnceHoweverManyComeAtATime() {
        // Given
        var key = newKey();

        // When
        var answers = IntStream.range(0, 20)
                .mapToObj(_ -> sending(key, "{\"once\":true}").later())
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        // Then
        assertThat(answers).allMatch(Answer::isGood);
        assertThat(answers.stream().map(answer -> answer.get("message_id")).distinct())
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> !answer.isReplayed())).hasSize(1);
    }

    @Test
    void shouldRepeatARefusalThatLasts() {
        // Given
        var key = newKey();
        var moving = new Ask[2];
        for (int i = 0; i < 2; i++) {
            moving[i] = olga.asks("POST", room.path("/sandboxes/" + alice + "/status"))
                    .saying("{\"status\":\"running\"}")
                    .with("Idempotency-Key", key);
        }
        var first = moving[0].answer();
        assertThat(first.code()).isEqualTo("illegal_transition");

        // When
        room.posts("/sandboxes/" + alice + "/status", "{\"status\":\"starting\"}")
                .good();
        var second = moving[1].answer();

        // Then
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("illegal_transition");
        assertThat(second.isReplayed()).isTrue();
    }

    @Test
    void shouldDecideAfreshWhatWasOnlyMisspelt() {
        // Given
        var key = newKey();
        assertThat(sending(key, "oops").answer().status()).isEqualTo(400);

        // When
        var second = sending(key, "1").answer();

        // Then
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.isReplayed()).isFalse();
    }

    @Test
    void shouldMeetTheSameWorkspace() {
        // Given
        var key = newKey();
        var first = opening(key, "named").answer().good();

        // When
        var second = opening(key, "named").answer();
        var renamed = opening(key, "otherwise").answer();
        var another = Person.registersAt(olga.node(), "Pia");

        // Then
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.isReplayed()).isTrue();
        assertThat(renamed.code()).isEqualTo("idempotency_key_reused");
        assertThat(another.asks("POST", "/v1/workspaces")
                        .saying("{\"name\":\"named\"}")
                        .with("Idempotency-Key", key)
                        .answer()
                        .good()
                        .get("workspace_id"))
                .isNotEqualTo(first.get("workspace_id"));
    }

    @Test
    void shouldRepeatABatchEntryByEntry() {
        // Given
        var key = newKey();
        var body = "{\"messages\":[%s,%s,%s]}"
                .formatted(
                        Room.message(alice, bob, "1"),
                        Room.message(alice, "sb_nobody00000", "2"),
                        Room.message(bob, alice, "3"));
        var first = room.asks("POST", "/messages/batch")
                .saying(body)
                .with("Idempotency-Key", key)
                .answer()
                .good();

        // When
        var second = room.asks("POST", "/messages/batch")
                .saying(body)
                .with("Idempotency-Key", key)
                .answer()
                .good();

        // Then
        assertThat(second.data().get(0).path("message"))
                .isEqualTo(first.data().get(0).path("message"));
        assertThat(second.data().get(1).at("/problem/code").asText()).isEqualTo("recipient_not_found");
        assertThat(second.data().get(2).path("message"))
                .isEqualTo(first.data().get(2).path("message"));
    }

    @Test
    void shouldRepeatABroadcast() {
        // Given
        var key = newKey();
        var body = "{\"from_sandbox_id\":\"" + alice + "\",\"message_type\":\"notification\",\"content\":1}";
        var first = room.asks("POST", "/messages/broadcast")
                .saying(body)
                .with("Idempotency-Key", key)
                .answer()
                .good();

        // When
        var second = room.asks("POST", "/messages/broadcast")
                .saying(body)
                .with("Idempotency-Key", key)
                .answer()
                .good();

        // Then
        assertThat(second.isReplayed()).isTrue();
        assertThat(second.data().stream()
                        .map(entry -> entry.at("/message/message_id").asText())
                        .toList())
                .isNotEmpty()
                .isEqualTo(first.data().stream()
                        .map(entry -> entry.at("/message/message_id").asText())
                        .toList());
    }

    @Test
    void shouldTellAgainThatTheSandboxIsGone() {
        // Given
        var path = room.path("/sandboxes/" + room.sandbox("short-lived"));
        var changeKey = newKey();
        changing(changeKey, path).answer().good();
        var key = newKey();
        var first = deleting(key, path).answer().good();

        // When
        var second = deleting(key, path).answer();
        var changedAgain = changing(changeKey, path).answer();

        // Then
        assertThat(second.status()).isEqualTo(204);
        assertThat(second.isReplayed()).isTrue();
        assertThat(second.token()).isEqualTo(first.token());
        assertThat(changedAgain.status())
                .as("there is nothing to show any more")
                .isEqualTo(202);
        assertThat(changedAgain.get("status")).isEqualTo("accepted");
        assertThat(changedAgain.isReplayed()).isTrue();
        assertThat(deleting(newKey(), path).answer().code()).isEqualTo("sandbox_not_found");
        assertThat(room.asks("DELETE", path.substring(room.path("").length()))
                        .answer()
                        .code())
                .isEqualTo("sandbox_not_found");
    }

    @Test
    void shouldTellAgainWhoHasLeft() {
        // Given
        var pia = Person.registersAt(olga.node(), "Pia");
        room.admits(pia, "viewer").good();
        var key = newKey();
        var path = room.path("/members/" + pia.id());
        pia.asks("DELETE", path).with("Idempotency-Key", key).answer().good();

        // When
        var second = pia.asks("DELETE", path).with("Idempotency-Key", key).answer();

        // Then
        assertThat(second.status()).isEqualTo(204);
        assertThat(second.isReplayed()).isTrue();
        assertThat(pia.gets(room.path("")).code()).isEqualTo("workspace_not_found");
    }

    @Test
    void shouldKeepOutStrangersWhateverKeyTheyBring() {
        // Given
        var stan = Person.registersAt(olga.node(), "Stan");
        var vera = Person.registersAt(olga.node(), "Vera");
        room.admits(vera, "viewer").good();

        // When
        var answer = deleting(newKey(), room.path("/sandboxes/" + alice), stan).answer();
        var misspelt = stan.asks("POST", room.path("/messages"))
                .saying("{")
                .with("Idempotency-Key", newKey())
                .answer();
        var byViewer = vera.asks("POST", room.path("/messages"))
                .saying("{")
                .with("Idempotency-Key", newKey())
                .answer();

        // Then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("workspace_not_found");
        assertThat(misspelt.code()).isEqualTo("workspace_not_found");
        assertThat(byViewer.code()).isEqualTo("forbidden");
        assertThat(olga.gets(room.path("/sandboxes/" + alice)).status()).isEqualTo(200);
    }

    @Test
    void shouldTakeABatchAsOneRequest() {
        // Given
        var key = newKey();
        var one = Room.message(alice, bob, "1");
        var two = Room.message(alice, bob, "2");
        var first = batching(key, one, two).with("Prefer", "wait=20").answer().good();

        // When
        var again = batching(key, one, two).answer().good();
        var longer = batching(key, one, two, Room.message(alice, bob, "3")).answer();

        // Then
        assertThat(first.isReplayed()).isFalse();
        assertThat(first.mustHave("Preference-Applied")).isEqualTo("wait=20");
        assertThat(first.mustHave("Command-Id"))
                .isEqualTo(first.data().getLast().path("command_id").asText());
        assertThat(first.data())
                .allSatisfy(entry -> assertThat(room.gets(
                                        "/commands/" + entry.path("command_id").asText())
                                .status())
                        .isEqualTo(200));
        assertThat(again.isReplayed()).isTrue();
        assertThat(longer.data().get(0).at("/problem/code").asText()).isEqualTo("idempotency_key_reused");
        assertThat(sending(key + "#0", "1").answer().good().isReplayed())
                .as("no key of a single message is one of a batch")
                .isFalse();
    }

    @Test
    void shouldKeepTheKeysOfPersonsApart() {
        // Given
        var key = newKey();
        var pia = Person.registersAt(olga.node(), "Pia");
        room.admits(pia, "editor").good();
        var first = sending(key, "1").answer().good();

        // When
        var hers = pia.asks("POST", room.path("/messages"))
                .saying(Room.message(alice, bob, "1"))
                .with("Idempotency-Key", key)
                .answer();

        // Then
        assertThat(hers.good().isReplayed()).isFalse();
        assertThat(hers.get("message_id")).isNotEqualTo(first.get("message_id"));
    }

    private static Ask sending(String key, String content) {
        return olga.asks("POST", room.path("/messages"))
                .saying(Room.message(alice, bob, content))
                .with("Idempotency-Key", key);
    }

    private static Ask deleting(String key, String path) {
        return deleting(key, path, olga);
    }

    private static Ask deleting(String key, String path, Person by) {
        return by.asks("DELETE", path).with("Idempotency-Key", key);
    }

    private static Ask changing(String key, String path) {
        return olga.asks("PATCH", path).saying("{\"name\":\"renamed\"}").with("Idempotency-Key", key);
    }

    private static Ask batching(String key, String... messages) {
        return room.asks("POST", "/messages/batch")
                .saying("{\"messages\":[" + String.join(",", messages) + "]}")
                .with("Idempotency-Key", key);
    }

    private static Ask opening(String key, String name) {
        return olga.asks("POST", "/v1/workspaces")
                .saying("{\"name\":\"" + name + "\"}")
                .with("Idempotency-Key", key);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
