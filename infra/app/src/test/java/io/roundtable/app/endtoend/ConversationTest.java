package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What agents say to each other, and read again. */
@WithInstallation
final class ConversationTest {
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
    void shouldReadWhatWasSent() {
        // Given
        var content = "{ \"text\" : \"Hello,  Bob\", \"n\": 1.50, \"ü\":\"\\u00fc\\u0000\\ud800\" }";

        // When
        var sent = room.says(alice, bob, content);

        // Then
        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.mustHave("Location")).isEqualTo(room.path("/messages/" + sent.get("message_id")));
        assertThat(sent.mustHave("Command-Id")).startsWith("cmd_");
        assertThat(sent.mustHave("Request-Id")).isNotBlank();
        var read = olga.gets(sent.mustHave("Location"));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text()).contains("\"content\":" + content);
        assertThat(sent.text()).contains("\"content\":" + content);
        assertThat(read.get("status")).isEqualTo("pending");
        assertThat(read.get("from_sandbox_id")).isEqualTo(alice);
        assertThat(read.get("to_sandbox_id")).isEqualTo(bob);
        assertThat(read.etag()).isEqualTo(sent.etag());
    }

    @Test
    void shouldAnswerAWriteWithTheResourceAsItReadsLater() {
        // When
        var sent = room.posts("/messages", """
            {"from_sandbox_id":"%s","to_sandbox_id":"%s","message_type":"command","content":[1,2],
             "correlation_id":"c-7","priority":"urgent","expires_at":"2099-01-01T00:00:00Z",
             "deliver_at":"2098-01-01T00:00:00Z"}\
            """.formatted(alice, bob));

        // Then
        var read = olga.gets(sent.good().mustHave("Location"));
        assertThat(withoutHops(read.json())).isEqualTo(withoutHops(sent.json()));
    }

    @Test
    void shouldKeepAnAnswerToItsQuestion() {
        // Given
        var question = room.says(alice, bob, "\"how much is it?\"").good();

        // When
        var answer = room.posts("/messages", """
            {"from_sandbox_id":"%s","to_sandbox_id":"%s","message_type":"response","content":42,"in_reply_to":"%s"}\
            """.formatted(bob, alice, question.get("message_id")));

        // Then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(olga.gets(answer.mustHave("Location")).get("in_reply_to")).isEqualTo(question.get("message_id"));
        assertThat(olga.gets(answer.mustHave("Location")).json().path("hops").asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldTakeABatchInOrderAndEachEntryOnItsOwn() {
        // Given
        var library = olga.opens("library");
        var one = library.sandbox("one");
        var two = library.sandbox("two");
        var entries = new ArrayList<String>();
        IntStream.range(0, 20).forEach(i -> entries.add(Room.message(one, two, "{\"n\":" + i + "}")));
        entries.set(7, Room.message(one, "sb_nobody00000", "7"));
        entries.set(9, "{\"from_sandbox_id\":5}");

        // When
        var answer = library.posts("/messages/batch", "{\"messages\":[" + String.join(",", entries) + "]}");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data()).hasSize(20);
        assertThat(answer.data().get(7).path("problem").path("code").asText()).isEqualTo("recipient_not_found");
        assertThat(answer.data().get(7).path("status").asInt()).isEqualTo(422);
        assertThat(answer.data().get(9).path("status").asInt()).isEqualTo(400);
        assertThat(answer.data().get(0).path("status").asInt()).isEqualTo(201);
        assertThat(ns(library.gets("/messages").good().data()))
                .isEqualTo(IntStream.range(0, 20)
                        .filter(i -> i != 7 && i != 9)
                        .boxed()
                        .toList());
    }

    @Test
    void shouldTellEverybodyButTheSender() {
        // Given
        var hall = olga.opens("hall");
        var speaker = hall.sandbox("speaker");
        var listeners = List.of(hall.sandbox("l1"), hall.sandbox("l2"), hall.sandbox("l3"));
        hall.member().deletes(hall.path("/sandboxes/" + listeners.get(2))).good();

        // When
        var answer = hall.posts(
                "/messages/broadcast",
                "{\"from_sandbox_id\":\"%s\",\"message_type\":\"notification\",\"content\":{\"n\":1}}"
                        .formatted(speaker));

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().stream()
                        .map(entry -> entry.at("/message/to_sandbox_id").asText()))
                .containsExactlyInAnyOrder(listeners.get(0), listeners.get(1));
        var read = hall.gets("/messages").good().data();
        assertThat(read).hasSize(2);
        assertThat(read.stream()
                        .map(message -> message.path("broadcast_id").asText())
                        .distinct())
                .hasSize(1)
                .allMatch(id -> id.startsWith("msg_"));
    }

    private static List<Integer> ns(List<JsonNode> messages) {
        return messages.stream()
                .map(message -> message.at("/content/n").asInt())
                .toList();
    }

    private static JsonNode withoutHops(JsonNode message) {
        return ((com.fasterxml.jackson.databind.node.ObjectNode) message).without("hops");
    }
}
