package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that were given up: what is seen of them, and what is decided about them one by one. */
@WithInstallation
final class DeadLetterTest {

    private static Room room;
    private static String alice;
    private InboxOwner bob;

    @BeforeAll
    static void open(Installation installation) {
        room = Person.registersAt(installation.node(), "Olga").opens("lab");
        alice = room.sandbox("alice");
    }

    /** Another one for each test, whose queue is empty. */
    @BeforeEach
    void meetBob() {
        bob = new InboxOwner(room, room.sandbox("bob"));
    }

    private String send(String content) {
        return room.says(alice, bob.sandbox(), content).good().get("message_id");
    }

    @Test
    void shouldShowWhatHasFailedAndWhy() {
        // Given
        var message = send("{\"b\": 1e400, \"a\":\"\\u0000\"}");

        // When
        var id = bob.rejects(message, "no such tool");

        // Then
        var letter = room.gets("/dead-letters/" + id).good();
        assertThat(letter.get("message_id")).isEqualTo(message);
        assertThat(letter.get("from_sandbox_id")).isEqualTo(alice);
        assertThat(letter.get("to_sandbox_id")).isEqualTo(bob.sandbox());
        assertThat(letter.get("reason")).isEqualTo("rejected");
        assertThat(letter.get("last_error")).isEqualTo("no such tool");
        assertThat(letter.get("attempts")).isEqualTo("1");
        assertThat(letter.get("status")).isEqualTo("waiting");
        assertThat(letter.text()).contains("{\"b\": 1e400, \"a\":\"\\u0000\"}").doesNotContain("redriven_content");
        var same = room.asks("GET", "/dead-letters/" + id).with("If-None-Match", letter.etag());
        assertThat(same.answer().status()).isEqualTo(304);
        assertThat(listed("status=waiting", id).has("content")).isFalse();
    }

    @Test
    void shouldPutItBackWithOtherContentAndKeepTheOld() {
        // Given
        var message = send("\"old\"");
        var id = bob.rejects(message, "x");

        // When
        var redriven = room.posts("/dead-letters/" + id + "/redrive", "{\"content\":{\"new\": null}}");

        // Then
        assertThat(redriven.good().get("status")).isEqualTo("redriven");
        assertThat(redriven.text()).contains("\"content\":\"old\"", "\"redriven_content\":{\"new\": null}");
        assertThat(room.gets("/dead-letters/" + id).good().json()).isEqualTo(redriven.json());
        assertThat(room.gets("/messages/" + message).good().get("status")).isEqualTo("pending");
        var again = bob.rejects(message, "y");
        assertThat(again).isNotEqualTo(id);
        assertThat(room.gets("/dead-letters/" + again).good().get("redrives")).isEqualTo("1");
    }

    @Test
    void shouldChangeNothingByAnOldDeadLetter() {
        // Given
        var message = send("1");
        var old = bob.rejects(message, "x");
        room.posts("/dead-letters/" + old + "/redrive", "{}").good();
        var waiting = bob.rejects(message, "y");

        // When
        var redrive = room.posts("/dead-letters/" + old + "/redrive", "{\"content\":0}");
        var discard = discard(room, old, "old");

        // Then
        assertThat(redrive.status()).isEqualTo(404);
        assertThat(redrive.code()).isEqualTo("dead_letter_not_found");
        assertThat(discard.code()).as(discard.toString()).isEqualTo("dead_letter_not_found");
        assertThat(room.gets("/dead-letters/" + waiting).good().get("status")).isEqualTo("waiting");
        assertThat(room.gets("/messages/" + message).good().get("status")).isEqualTo("failed");
    }

    @Test
    void shouldDoNothingTwiceUnderOneKey() {
        // Given
        var id = bob.rejects(send("1"), "x");
        var ask = room.asks("POST", "/dead-letters/" + id + "/redrive").with("Idempotency-Key", "again-" + id);

        // When
        var first = ask.answer();
        var repeat = ask.answer();

        // Then
        assertThat(first.good().isReplayed()).isFalse();
        assertThat(repeat.good().isReplayed()).isTrue();
        assertThat(repeat.json()).isEqualTo(first.json());
        assertThat(ask.saying("{\"content\":1}").answer().code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void shouldEndWhatIsDiscarded() {
        // Given
        var message = send("1");
        var id = bob.rejects(message, "x");

        // When
        var discarded = discard(room, id, "done otherwise");

        // Then
        assertThat(discarded.status()).as(discarded.toString()).isEqualTo(204);
        var letter = room.gets("/dead-letters/" + id).good();
        assertThat(letter.get("status")).isEqualTo("discarded");
        assertThat(letter.get("resolution")).isEqualTo("done otherwise");
        assertThat(room.posts("/dead-letters/" + id + "/redrive", "{}").status())
                .isEqualTo(404);
        assertThat(discard(room, id, "again").status()).isEqualTo(404);
    }

    @Test
    void shouldBuryTheQueueOfADeletedSandbox() {
        // Given
        var carol = room.sandbox("carol");
        var message = room.says(alice, carol, "1").good().get("message_id");

        // When
        room.asks("DELETE", "/sandboxes/" + carol).answer().good();

        // Then
        var letter = Awaitility.await()
                .until(
                        () -> room.gets("/dead-letters?to_sandbox_id=" + carol)
                                .good()
                                .data(),
                        found -> !found.isEmpty())
                .getFirst();
        assertThat(letter.path("message_id").asText()).isEqualTo(message);
        assertThat(letter.path("reason").asText()).isEqualTo("recipient_deleted");
        var refused =
                room.posts("/dead-letters/" + letter.path("dead_letter_id").asText() + "/redrive", "");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("recipient_not_found");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "status=waiting, 2",
        "status=redriven, 1",
        "status=discarded, 0",
        "reason=rejected, 3",
        "reason=max_attempts, 0",
        "to_sandbox_id=BOB, 3",
        "from_sandbox_id=BOB, 0",
        "message_type=request, 3",
        "message_type=command, 0",
        "correlation_id=none, 0",
        "created_after=2020-01-01T00:00:00Z, 3",
        "created_before=2020-01-01T00:00:00Z, 0",
    })
    void shouldFilterAndCount(String filter, int found) {
        // Given
        var own = room.member().opens("own");
        var ada = own.sandbox("ada");
        var bo = new InboxOwner(own, own.sandbox("bo"));
        for (int n = 0; n < 3; n++) {
            var message = own.says(ada, bo.sandbox(), "1").good().get("message_id");
            var letter = bo.rejects(message, "x");
            if (n == 2) {
                own.posts("/dead-letters/" + letter + "/redrive", "{}").good();
            }
        }

        // When
        var page = own.gets("/dead-letters?limit=1&count=true&" + filter.replace("BOB", bo.sandbox()))
                .good();

        // Then
        assertThat(page.get("pagination/count")).isEqualTo(Integer.toString(found));
        assertThat(page.data()).hasSize(Math.min(1, found));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        var id = bob.rejects(send("1"), "x");
        var redrive = "/dead-letters/" + id + "/redrive";
        assertThat(room.posts(redrive, "{\"contents\":1}").code()).isEqualTo("invalid_request");
        assertThat(room.posts(redrive, "[]").code()).isEqualTo("invalid_request");
        assertThat(room.asks("DELETE", "/dead-letters/" + id).answer().code()).isEqualTo("invalid_request");
        assertThat(discard(room, id, "").code()).isEqualTo("invalid_request");
        assertThat(room.gets("/dead-letters?status=dead").code()).isEqualTo("invalid_request");
        Stream.of("dl_0000000000", "dl_", "nothing").forEach(none -> {
            assertThat(room.gets("/dead-letters/" + none).code()).isEqualTo("dead_letter_not_found");
            assertThat(room.posts("/dead-letters/" + none + "/redrive", "{}").code())
                    .isEqualTo("dead_letter_not_found");
        });
    }

    @Test
    void shouldLetEditorsAloneDecide() {
        // Given
        var id = bob.rejects(send("1"), "x");
        var vera = Person.registersAt(room.member().node(), "Vera");
        room.admits(vera, "viewer").good();
        var igor = room.as(Person.registersAt(room.member().node(), "Igor"));
        var viewed = room.as(vera);

        // When, then
        assertThat(viewed.gets("/dead-letters/" + id).status()).isEqualTo(200);
        assertThat(viewed.posts("/dead-letters/" + id + "/redrive", "{}").status())
                .isEqualTo(403);
        assertThat(discard(viewed, id, "x").status()).isEqualTo(403);
        assertThat(viewed.posts("/dead-letters/redrive", "{\"filter\":{}}").status())
                .isEqualTo(403);
        assertThat(igor.gets("/dead-letters/" + id).code()).isEqualTo("workspace_not_found");
        assertThat(igor.gets("/dead-letters").code()).isEqualTo("workspace_not_found");
        var elsewhere = room.member().opens("elsewhere");
        assertThat(elsewhere.gets("/dead-letters/" + id).code()).isEqualTo("dead_letter_not_found");
        assertThat(elsewhere.posts("/dead-letters/" + id + "/redrive", "{}").code())
                .isEqualTo("dead_letter_not_found");
    }

    private static Answer discard(Room as, String id, String reason) {
        return as.asks("DELETE", "/dead-letters/" + id)
                .saying("{\"reason\":\"" + reason + "\"}")
                .answer();
    }

    private static JsonNode listed(String filter, String id) {
        List<JsonNode> found =
                room.gets("/dead-letters?limit=200&" + filter).good().data();
        return found.stream()
                .filter(letter -> letter.path("dead_letter_id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
