package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every step of a message, and who has taken it. */
@WithInstallation
final class HistoryTest {

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

    private String send() {
        return room.says(alice, bob.sandbox(), "1").good().get("message_id");
    }

    @Test
    void shouldTellThatAMessageWasQueued() {
        // Given
        var sent = room.says(alice, bob.sandbox(), "1").good();

        // When
        var history = history(sent.get("message_id"), "").good();

        // Then
        assertThat(history.data()).singleElement().satisfies(step -> {
            assertThat(step.path("step").asText()).isEqualTo("queued");
            assertThat(step.path("position").asText()).isEqualTo(sent.get("position"));
            assertThat(step.path("at").asText()).isEqualTo(sent.get("created_at"));
            assertThat(step.at("/actor/kind").asText()).isEqualTo("sandbox");
            assertThat(step.at("/actor/id").asText()).isEqualTo(alice);
            assertThat(step.path("lease_id").isNull()).isTrue();
        });
    }

    @Test
    void shouldTellEveryStepAndWhoHasTakenIt() {
        // Given
        var message = send();
        var letter = bob.rejects(message, "no such tool");
        room.posts("/dead-letters/" + letter + "/redrive", "{}").good();
        var lease = bob.takes(message);
        bob.acknowledges(message, lease);

        // When
        var steps = history(message, "").good().data();

        // Then
        assertThat(names(steps))
                .containsExactly("queued", "leased", "dead_lettered", "redriven", "leased", "acknowledged");
        assertThat(steps).isSortedAccordingTo((a, b) -> Long.compare(position(a), position(b)));
        assertThat(steps.get(1).at("/actor/id").asText())
                .isEqualTo(room.member().id());
        assertThat(steps.get(1).path("attempt").asInt()).isEqualTo(1);
        assertThat(steps.get(1).path("until").asText()).endsWith("Z");
        assertThat(steps.get(2).path("reason").asText()).isEqualTo("rejected");
        assertThat(steps.get(2).path("detail").asText()).isEqualTo("no such tool");
        assertThat(steps.get(3).at("/actor/kind").asText()).isEqualTo("user");
        assertThat(steps.get(3).at("/actor/id").asText())
                .isEqualTo(room.member().id());
        assertThat(steps.get(5).path("lease_id").asText()).isEqualTo(lease);
    }

    @Test
    void shouldTurnThePagesEitherWay() {
        // Given
        var message = send();
        bob.acknowledges(message, bob.takes(message));

        for (String order : List.of("asc", "desc")) {
            // When
            var read = new ArrayList<String>();
            var page = history(message, "?limit=1&count=true&order=" + order).good();
            read.addAll(names(page.data()));
            assertThat(page.get("pagination/count")).isEqualTo("3");
            while (page.header("Link").isPresent()) {
                page = history(message, "?limit=1&order=" + order + "&cursor=" + page.get("pagination/next_cursor"))
                        .good();
                read.addAll(names(page.data()));
            }

            // Then
            var all = List.of("queued", "leased", "acknowledged");
            assertThat(read).isEqualTo(order.equals("asc") ? all : all.reversed());
        }
    }

    @Test
    void shouldKnowNothingOfWhatIsNotThere() {
        Stream.of("msg_0000000000", "nothing").forEach(none -> {
            var answer = history(none, "");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("message_not_found");
        });
    }

    @Test
    void shouldShowNothingToStrangers() {
        // Given
        var message = send();
        var stranger = Person.registersAt(room.member().node(), "Igor");

        // When
        var answer = room.as(stranger).gets("/messages/" + message + "/history");

        // Then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("workspace_not_found");
    }

    private static Answer history(String message, String query) {
        return room.gets("/messages/" + message + "/history" + query);
    }

    private static List<String> names(List<JsonNode> steps) {
        return steps.stream().map(step -> step.path("step").asText()).toList();
    }

    private static long position(JsonNode step) {
        return step.path("position").asLong();
    }
}
