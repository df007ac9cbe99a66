package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.app.settings.Setting;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** More requests at once than a node takes upon itself. */
@WithTestStack
final class InFlightLimitTest {
    private static final int LIMIT = 20;

    @Test
    void shouldRefuseWhatIsTooMuchAndRecover(@Isolated TestStack stack) throws IOException {
        try (var installation = Installation.on(stack, Map.of(Setting.MAX_IN_FLIGHT, Integer.toString(LIMIT)))) {
            // Given
            var room = Person.registersAt(installation.node(), "Olga").opens("lab");
            var alice = room.sandbox("alice");
            var bob = room.sandbox("bob");
            var body = Room.message(alice, bob, "1");
            var held = new ArrayList<RawConnection>();
            for (int i = 0; i < LIMIT; i++) {
                var connection = new RawConnection(installation.node());
                held.add(connection);
                connection.send("POST " + room.path("/messages") + " HTTP/1.1\nHost: localhost\nAuthorization: Bearer "
                        + room.member().token() + "\nContent-Type: application/json\nContent-Length: " + body.length()
                        + "\n\n");
            }
            // Metrics count none of those that ask for them: who asked on /v1 would itself take the last place.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> installation
                                    .node()
                                    .get("/prometheus")
                                    .answer()
                                    .text(),
                            metrics -> metrics.contains("\nroundtable_http_in_flight " + (double) LIMIT));

            // When
            var refused = room.gets("");

            // Then
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("overloaded");
            assertThat(refused.mustHave("Retry-After")).isEqualTo("1");
            assertThat(refused.mustHave("Request-Id")).isNotBlank();
            for (var connection : held) {
                assertThat(connection.send(body).answer()).startsWith("HTTP/1.1 201 ");
                connection.close();
            }
            assertThat(room.gets("/messages?limit=200").good().data()).hasSize(LIMIT);
        }
    }
}
