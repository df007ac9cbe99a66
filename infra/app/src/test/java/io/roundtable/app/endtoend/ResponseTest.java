package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.settings.Setting;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Ask;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks waits for who answers. */
@WithInstallation
@WithTestStack
final class ResponseTest {

    private static Installation installation;
    private static Room room;
    private static String alice;
    private static String bob;

    @BeforeAll
    static void open(Installation shared) {
        installation = shared;
        room = Person.registersAt(shared.node(), "Olga").opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
    }

    @Test
    void shouldShowTheFirstResponseAndNoOtherAnswer() {
        // Given
        var asked = asks(room);
        answers(room, asked, "notification", "0");
        var first = answers(room, asked, "response", "1");
        answers(room, asked, "response", "2");

        // When
        var response = waits(room, asked, 0).answer();

        // Then
        assertThat(response.good().get("message_id")).isEqualTo(first);
        assertThat(response.get("in_reply_to")).isEqualTo(asked);
        assertThat(response.json()).isEqualTo(room.gets("/messages/" + first).json());
        assertThat(waits(room, asked, 0)
                        .with("If-None-Match", response.etag())
                        .answer()
                        .status())
                .isEqualTo(304);
    }

    @Test
    void shouldSayThatThereIsNoneYet() {
        // Given
        var asked = asks(room);

        // When
        long start = System.nanoTime();
        var none = waits(room, asked, 1).answer();

        // Then
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.code()).isEqualTo("no_response_yet");
        assertThat(none.mustHave("Retry-After")).isEqualTo("1");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(950), Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAnswerAsSoonAsSomebodyHasAnswered(boolean fromElsewhere) {
        // Given
        var asked = asks(room);
        var asker = fromElsewhere ? room.as(room.member().at(installation.otherNode())) : room;
        // it has heard of the message
        Awaitility.await().until(() -> asker.gets("/messages/" + asked).isGood());
        var waiting = waits(asker, asked, 30).later();

        // When
        long start = System.nanoTime();
        var said = answers(room, asked, "response", "true");

        // Then
        assertThat(waiting.join().good().get("message_id")).isEqualTo(said);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** However the answer and the question for it fall together. */
    @Test
    void shouldMissNoAnswer() {
        // Given
        var asked = IntStream.range(0, 60).mapToObj(_ -> asks(room)).toList();

        // When
        var waiting = new ArrayList<CompletableFuture<Answer>>();
        long start = System.nanoTime();
        for (String one : asked) {
            waiting.add(waits(room, one, 20).later());
            var _ = room.asks("POST", "/messages")
                    .saying(answer(one, "response", "1"))
                    .later();
        }

        // Then
        assertThat(waiting)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("nobody has waited to the end")
                .isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void shouldTakeABroadcastForAnAnswerAsWell() {
        // Given
        var asked = asks(room);
        var waiting = waits(room, asked, 30).later();

        // When
        room.posts(
                        "/messages/broadcast",
                        "{\"from_sandbox_id\":\"%s\",\"message_type\":\"response\",\"content\":1,\"in_reply_to\":\"%s\"}"
                                .formatted(bob, asked))
                .good();

        // Then
        assertThat(waiting.join().good().get("in_reply_to")).isEqualTo(asked);
    }

    @Test
    void shouldShowASandboxThatComesByItsKeyWhatIsItsOwn() {
        // Given
        var asked = asks(room);
        var said = answers(room, asked, "response", "1");
        var alices = key(alice);
        var carols = key(room.sandbox("carol"));

        // When, then
        assertThat(waits(room, asked, 0).as(alices).answer().good().get("message_id"))
                .isEqualTo(said);
        assertThat(waits(room, asked, 1).as(carols).answer().code()).isEqualTo("message_not_found");
        var history = "/messages/" + asked + "/history";
        assertThat(room.asks("GET", history).as(alices).answer().good().data()).hasSize(1);
        assertThat(room.asks("GET", history).as(carols).answer().code()).isEqualTo("message_not_found");
    }

    @Test
    void shouldGoOnWaitingWhereAKeyMayNotSeeTheAnswerThatComes() {
        // Given
        var asked = asks(room);
        var dora = room.sandbox("dora");
        var waiting = waits(room, asked, 30).as(key(alice)).later();
        Awaitility.await().until(() -> waiters(installation) > 0);
        var toDora = Room.message(bob, dora, "response", "1").replace("}", ",\"in_reply_to\":\"" + asked + "\"}");
        room.posts("/messages", toDora).good();
        Awaitility.await().until(() -> waits(room, asked, 0).answer().isGood());

        // When
        var said = answers(room, asked, "response", "2");

        // Then
        assertThat(waiting.join().good().get("message_id")).isEqualTo(said);
    }

    private static String key(String sandbox) {
        return room.posts("/sandboxes/" + sandbox + "/keys", "{}").good().get("api_key");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        var asked = asks(room);
        assertThat(room.gets("/messages/" + asked + "/response?wait_seconds=31").code())
                .isEqualTo("invalid_request");
        assertThat(room.gets("/messages/" + asked + "/response?wait=1").code()).isEqualTo("invalid_request");
        assertThat(room.gets("/messages/msg_0000000000/response?wait_seconds=30")
                        .code())
                .isEqualTo("message_not_found");
        var stranger = Person.registersAt(room.member().node(), "Igor");
        assertThat(room.as(stranger).gets("/messages/" + asked + "/response").code())
                .isEqualTo("workspace_not_found");
    }

    @Test
    void shouldBoundThoseWhoWait(@Isolated TestStack stack) {
        try (var small = Installation.on(stack, Map.of(Setting.MAX_IN_FLIGHT, "10"))) {
            // Given
            var lab = Person.registersAt(small.node(), "Olga").opens("lab");
            var ada = lab.sandbox("ada");
            var bo = lab.sandbox("bo");
            var asked = lab.says(ada, bo, "1").good().get("message_id");
            var waiting = new ArrayList<CompletableFuture<Answer>>();
            for (int i = 0; i < 40; i++) {
                // one after the other has come to wait, so that no more are in flight than may be
                waiting.add(waits(lab, asked, 30).later());
                int wanted = i + 1;
                Awaitility.await()
                        .untilAsserted(() -> assertThat(waiters(small)).isEqualTo(wanted));
            }

            // When
            var refused =
                    Awaitility.await().until(() -> waits(lab, asked, 1).answer(), answer -> answer.status() != 404);

            // Then
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("overloaded");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(lab.gets("/messages/" + asked).status())
                    .as("there is room for others")
                    .isEqualTo(200);
            lab.posts(
                            "/messages",
                            Room.message(bo, ada, "response", "1").replace("}", "") + ",\"in_reply_to\":\"" + asked
                                    + "\"}")
                    .good();
            assertThat(waiting)
                    .allSatisfy(one -> assertThat(one.join().status()).isEqualTo(200));
            var next = lab.says(ada, bo, "2").good().get("message_id");
            assertThat(waits(lab, next, 1).answer().code())
                    .as("room is given back")
                    .isEqualTo("no_response_yet");
        }
    }

    private static double waiters(Installation node) {
        return node.node()
                .get("/prometheus")
                .answer()
                .good()
                .text()
                .lines()
                .filter(line -> line.startsWith("roundtable_http_response_waiters"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static String asks(Room room) {
        return room.says(alice, bob, "\"?\"").good().get("message_id");
    }

    private static String answers(Room room, String asked, String type, String content) {
        return room.posts("/messages", answer(asked, type, content)).good().get("message_id");
    }

    private static String answer(String asked, String type, String content) {
        String message = Room.message(bob, alice, type, content);
        return message.substring(0, message.length() - 1) + ",\"in_reply_to\":\"" + asked + "\"}";
    }

    private static Ask waits(Room room, String asked, int seconds) {
        return room.asks("GET", "/messages/" + asked + "/response?wait_seconds=" + seconds);
    }
}
