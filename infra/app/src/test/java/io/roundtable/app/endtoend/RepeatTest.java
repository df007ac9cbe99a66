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
        assertThat(second.data().get(0)).isEqualTo(first.data().get(0));
        assertThat(second.data().get(1).at("/problem/code").asText()).isEqualTo("recipient_not_found");
        assertThat(second.data().get(2)).isEqualTo(first.data().get(2));
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

    private static Ask opening(String key, String name) {
        return olga.asks("POST", "/v1/workspaces")
                .saying("{\"name\":\"" + name + "\"}")
                .with("Idempotency-Key", key);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
