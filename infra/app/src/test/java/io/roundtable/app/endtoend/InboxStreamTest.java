package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages come by a stream as they are sent, as many as it has credit for. */
@WithInstallation
@Timeout(120)
final class InboxStreamTest {

    private static Room room;
    private static String alice;

    private String bob = "";

    @BeforeAll
    static void open(Installation installation) {
        room = Person.registersAt(installation.node(), "Olga").opens("lab");
        alice = room.sandbox("alice");
    }

    @BeforeEach
    void moveIn() {
        bob = room.sandbox("bob");
    }

    @Test
    void shouldBringMessagesAsTheyAreSentWhateverTheyHold() throws Exception {
        try (var stream = new OpenStream("")) {
            // When
            room.says(alice, bob, "{\"lines\":\n [1,\r\n 2]}").good();
            var first = stream.message();
            room.says(alice, bob, "\"data: no\"").good();
            var second = stream.message();

            // Then
            assertThat(first.at("/content/lines/1").asInt()).isEqualTo(2);
            assertThat(first.path("lease_id").asText()).startsWith("ls_");
            assertThat(second.path("content").asText()).isEqualTo("data: no");
        }
    }

    @Test
    void shouldBringNoMoreThanThereIsCreditFor() throws Exception {
        try (var stream = new OpenStream("?max_in_flight=2")) {
            // Given
            for (int n = 0; n < 3; n++) {
                room.says(alice, bob, Integer.toString(n)).good();
            }
            var first = stream.message();
            stream.message();

            // When
            assertThat(room.gets("/sandboxes/" + bob + "/inbox").data()).hasSize(1);
            acknowledge(first);

            // Then
            assertThat(stream.message().path("content").asInt()).isEqualTo(2);
        }
    }

    @Test
    void shouldShareAnInboxWithoutDuplicates() throws Exception {
        int messages = 40;
        try (var one = new OpenStream("?max_in_flight=20");
                var other = new OpenStream("?max_in_flight=20")) {
            // When
            for (int n = 0; n < messages; n++) {
                room.says(alice, bob, Integer.toString(n)).good();
            }

            // Then: each has room for the half, so both must have been served
            var seen = new HashSet<Integer>();
            for (int n = 0; n < messages / 2; n++) {
                assertThat(seen.add(one.message().path("content").asInt())).isTrue();
                assertThat(seen.add(other.message().path("content").asInt())).isTrue();
            }
            assertThat(seen).hasSize(messages);
        }
    }

    @Test
    void shouldReturnWhatItHeldWhenItsConnectionEnds() throws Exception {
        // Given
        room.says(alice, bob, "1").good();
        String message;
        try (var stream = new OpenStream("")) {
            message = stream.message().path("message_id").asText();
        }

        // When
        var again = room.posts("/sandboxes/" + bob + "/inbox/receive", "{\"wait_seconds\":20}")
                .good();

        // Then: long before the 30 s of its lease are over
        assertThat(again.get("data/0/message_id")).isEqualTo(message);
        assertThat(again.get("data/0/attempt")).isEqualTo("2");
    }

    @Test
    void shouldEndWithTheSandboxAndSayWhy() throws Exception {
        try (var stream = new OpenStream("")) {
            // When
            room.member().deletes(room.path("/sandboxes/" + bob)).good();

            // Then
            assertThat(stream.next("end").path("code").asText()).isEqualTo("sandbox_not_found");
            assertThat(stream.isOver()).isTrue();
        }
    }

    @Test
    void shouldRefuseCreditOutOfRange() {
        for (String wrong : new String[] {"?max_in_flight=0", "?max_in_flight=1001", "?max_in_flight=x", "?more=1"}) {
            var answer = room.gets("/sandboxes/" + bob + "/inbox/stream" + wrong);
            assertThat(answer.code()).as(wrong).isEqualTo("invalid_request");
        }
    }

    private void acknowledge(JsonNode message) {
        room.posts(
                        "/sandboxes/" + bob + "/inbox/ack",
                        "{\"leases\":[{\"message_id\":%s,\"lease_id\":%s}]}"
                                .formatted(message.path("message_id"), message.path("lease_id")))
                .good();
    }

    /** A stream of bob's inbox, read an event at a time. */
    private final class OpenStream implements AutoCloseable {

        private final HttpClient client = HttpClient.newHttpClient();
        private final InputStream body;
        private final BufferedReader lines;

        OpenStream(String query) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(room.member()
                            .node()
                            .url()
                            .resolve(room.path("/sandboxes/" + bob + "/inbox/stream" + query)))
                    .header("Authorization", "Bearer " + room.member().token())
                    .header("Accept", "text/event-stream")
                    .timeout(Duration.ofSeconds(30))
                    .build();
            var response = client.send(request, BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            body = response.body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        JsonNode message() throws IOException {
            return next("message");
        }

        JsonNode next(String event) throws IOException {
            String name = "";
            var data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line, 6, line.length()).append('\n');
                } else if (line.isEmpty() && !name.isEmpty()) {
                    assertThat(name).isEqualTo(event);
                    return Json.read(data.toString().getBytes(StandardCharsets.UTF_8), JsonNode.class);
                }
            }
            throw new AssertionError("the stream ended before an event " + event);
        }

        boolean isOver() throws IOException {
            return lines.readLine() == null;
        }

        @Override
        public void close() throws IOException {
            body.close();
            client.shutdownNow();
        }
    }
}
