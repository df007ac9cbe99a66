package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.Isolated;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.WithTestStack;
import io.roundtable.testkit.talk.Answer;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Replays read, and that is all: no topic grows by them, and nobody who waits for a message is told of an old one. */
@WithTestStack
final class SilentReplayTest {

    private static final String OLD = "\"said before\"";
    private static final String NEW = "\"said afterwards\"";

    @Test
    void shouldAppendNothingAndDeliverNothing(@Isolated TestStack stack) throws Exception {
        try (var installation = Installation.on(stack);
                var ends = new TopicEnds(stack.bootstrapServers());
                var receiver = new Receiver(_ -> 204);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            var room = Person.registersAt(installation.node(), "Olga").opens("lab");
            var alice = room.sandbox("alice");
            var polling = room.sandbox("polling");
            var streaming = room.sandbox("streaming");
            var called = room.sandbox("called");
            room.member()
                    .puts(room.path("/sandboxes/" + called + "/webhook"), "{\"url\":\"" + receiver.url() + "\"}")
                    .good();
            for (String to : new String[] {polling, streaming, called}) {
                deal(room, to, room.says(alice, to, OLD).good());
            }
            var operator = Replaying.at(installation.node());
            try (var stream = new OpenStream(room, streaming)) {
                var poll = CompletableFuture.supplyAsync(() -> waits(room, polling), threads);
                var before = ends.atRest();

                // When
                replayAll(operator);

                // Then
                assertThat(ends.now()).isEqualTo(before);
                assertThat(poll).isNotDone();
                assertThat(receiver.calls()).hasSize(1);
                assertThat(ends.groups()).isNotEmpty().noneMatch(id -> id.startsWith("roundtable-replay"));

                // When
                for (String to : new String[] {polling, streaming, called}) {
                    room.says(alice, to, NEW).good();
                }

                // Then: what comes first is what was said afterwards
                assertThat(poll.get().data())
                        .singleElement()
                        .satisfies(message ->
                                assertThat(message.path("content").toString()).isEqualTo(NEW));
                assertThat(stream.message().path("content").toString()).isEqualTo(NEW);
                Awaitility.await().until(() -> receiver.calls().size() == 2);
                assertThat(receiver.calls().getLast().body()).contains(NEW);
            }
        }
    }

    private static void replayAll(Replaying operator) {
        operator.completes("/v1/admin/verify", "{}");
        String rebuild = operator.completes("/v1/admin/projections/rebuild", "{}")
                .path("rebuild_id")
                .asText();
        operator.post("/v1/admin/rebuilds/" + rebuild + "/rollback", "{}").good();
        String time = operator.get("/v1/admin/rebuilds/" + rebuild).get("started_at");
        operator.completes("/v1/admin/projections/as-of", "{\"at\":\"%s\",\"schema\":\"then_silent\"}".formatted(time));
        operator.completes("/v1/admin/projections/diff", "{\"from\":\"%1$s\",\"to\":\"%1$s\"}".formatted(time));
        operator.post("/v1/admin/projections/prune", "{\"schema\":\"then_silent\"}")
                .good();
        operator.post("/v1/admin/projections/prune", "{}").good();
    }

    /** Has a message received and acknowledged, by whom it was sent to. */
    private static void deal(Room room, String sandbox, Answer sent) {
        var received = receives(room, sandbox, 0);
        for (JsonNode message : received.data()) {
            var lease = Map.of(
                    "message_id", message.path("message_id").asText(),
                    "lease_id", message.path("lease_id").asText());
            room.posts(
                            "/sandboxes/" + sandbox + "/inbox/ack",
                            new String(Json.write(Map.of("leases", new Object[] {lease})), StandardCharsets.UTF_8))
                    .good();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> room.gets("/messages/" + sent.get("message_id"))
                        .good()
                        .get("status")
                        .equals("delivered"));
    }

    /** For a message, by one request after the other. */
    private static Answer waits(Room room, String sandbox) {
        return Stream.generate(() -> receives(room, sandbox, 20))
                .limit(20)
                .filter(answer -> !answer.data().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static Answer receives(Room room, String sandbox, int seconds) {
        return room.posts("/sandboxes/" + sandbox + "/inbox/receive", "{\"wait_seconds\":" + seconds + "}");
    }

    /** Messages of a sandbox, as they come. */
    private static final class OpenStream implements AutoCloseable {

        private final HttpClient client = HttpClient.newHttpClient();
        private final InputStream body;

        OpenStream(Room room, String sandbox) throws IOException, InterruptedException {
            var url = room.member().node().url().resolve(room.path("/sandboxes/" + sandbox + "/inbox/stream"));
            var request = HttpRequest.newBuilder(url)
                    .header("Authorization", "Bearer " + room.member().token())
                    .header("Accept", "text/event-stream")
                    .build();
            var response = client.send(request, BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            body = response.body();
        }

        JsonNode message() throws IOException {
            var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    return Json.read(line.substring(6).getBytes(StandardCharsets.UTF_8), JsonNode.class);
                }
            }
            throw new AssertionError("the stream ended before a message came");
        }

        @Override
        public void close() throws IOException {
            body.close();
            client.shutdownNow();
        }
    }
}
