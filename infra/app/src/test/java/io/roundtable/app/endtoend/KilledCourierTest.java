package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.role.Role;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the one courier while a subscription's events are on their way. */
@WithTestStack
@Order(1)
final class KilledCourierTest {

    /** Longer than the minute that an order is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final int EVENTS = 40;
    private static final int TAKEN = 12;

    @TempDir
    private Path directory;

    @Test
    void shouldBringEveryEventInOrderAndRepeatSomeWhenACourierTakesUpWhatAKilledOneLeft(@Isolated TestStack stack)
            throws IOException {
        // Given
        var output = directory.resolve("courier.log");
        var isKilled = new CountDownLatch(1);
        try (var installation = Installation.on(stack);
                var others = installation
                        .alone("others", Role.API, Role.ENGINE, Role.PROJECTOR)
                        .ready();
                var receiver = new Receiver(call -> answer(call, isKilled))) {
            var settings = installation.environment("courier");
            var room = Person.registersAt(others.node(), "Olga").opens("lab");
            var webhook = room.posts(
                            "/webhooks", "{\"url\":\"" + receiver.url() + "\",\"event_types\":[\"message.sent.v1\"]}")
                    .good();
            var sent = says(room);
            try (var killed = OtherProcess.start("courier", settings, output)) {
                Awaitility.await().atMost(PATIENCE).until(() -> receiver.calls().size() > TAKEN);
                killed.kill();
            }
            isKilled.countDown();
            int before = receiver.calls().size();

            // When
            try (var _ = OtherProcess.start("courier", settings, output)) {
                // Then
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(byId(receiver).values()).containsExactlyElementsOf(sent));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(room.gets("/webhooks/" + webhook.get("webhook_id"))
                                        .good()
                                        .json()
                                        .path("pending_since")
                                        .isNull())
                                .isTrue());
            }
            assertThat(before).isEqualTo(TAKEN + 1);
            assertThat(receiver.calls().subList(before, receiver.calls().size()))
                    .as("the killed one told nobody what it had brought")
                    .extracting(KilledCourierTest::said)
                    .isEqualTo(sent.subList(sent.size() - (receiver.calls().size() - before), sent.size()))
                    .hasSizeGreaterThan(EVENTS - TAKEN);
            assertThat(receiver.calls()).allMatch(call -> call.isSignedWith(webhook.get("secret")));
        }
    }

    /** Holds the courier up in the middle, so that it surely is there when it is killed. */
    private static int answer(int call, CountDownLatch isKilled) {
        if (call == TAKEN + 1) {
            try {
                isKilled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return 200;
    }

    private static List<String> says(Room room) {
        var alice = room.sandbox("alice");
        var bob = room.sandbox("bob");
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> room.says(alice, bob, Integer.toString(i)).good().get("message_id"))
                .toList();
    }

    /** As a receiver does that knows what it has had: by the id of the event, in the order of their first arrival. */
    private static SequencedMap<String, String> byId(Receiver receiver) {
        var had = new LinkedHashMap<String, String>();
        receiver.calls().forEach(call -> had.putIfAbsent(call.id(), said(call)));
        return had;
    }

    private static String said(Receiver.Call call) {
        return Json.read(call.body().getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .path("data")
                .path("message_id")
                .asText();
    }
}
