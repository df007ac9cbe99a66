package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.role.Role;
import io.roundtable.contract.Topics;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of a workspace, page by page: what it says is what the topic has, and nothing of anybody else's. */
@WithInstallation
@Timeout(120)
final class FeedTest {

    /** Of workspaces that share partitions. */
    private static final int ROOMS = 12;

    private static final int ROUNDS = 15;

    /** That a workspace may have at a node. */
    private static final int STREAMS = 100;

    private static final String SENT = "io.roundtable.message.sent.v1";

    private static Person olga;
    private static List<Room> rooms;
    private static Room room;
    private static Answer last;
    private static List<Entry> events;

    @BeforeAll
    static void talk(Installation installation) {
        olga = Person.registersAt(installation.node(), "Olga");
        rooms = IntStream.range(0, ROOMS).mapToObj(n -> olga.opens("room " + n)).toList();
        var pairs = rooms.stream()
                .map(one -> List.of(one.sandbox("alice"), one.sandbox("bob")))
                .toList();
        String content = "{\"n\": 1,\n \"e\":1.50}";
        for (int round = 0; round < ROUNDS; round++) {
            for (int n = 0; n < ROOMS; n++) {
                rooms.get(n)
                        .says(pairs.get(n).getFirst(), pairs.get(n).getLast(), content)
                        .good();
            }
        }
        last = rooms.getLast()
                .says(pairs.getLast().getFirst(), pairs.getLast().getLast(), content)
                .good();
        room = rooms.getLast();
        try (Log log = installation.log()) {
            events = log.all(Topics.EVENTS);
        }
    }

    @Test
    void shouldRefuseMoreStreamsThanAWorkspaceMayHaveAndSayThatTheNodeCloses(Installation installation)
            throws IOException, InterruptedException {
        // Given
        var closing = installation.alone("closing", Role.API).ready();
        var there = room.as(olga.at(closing.node()));
        try (var client = HttpClient.newHttpClient();
                var feed = OpenFeed.of(there, "?from=now")) {
            for (int open = 1; open < STREAMS; open++) {
                assertThat(status(client, there)).isEqualTo(200);
            }

            // When
            var refused = there.gets("/events/stream");
            closing.close();

            // Then
            assertThat(refused.code()).isEqualTo("too_many_requests");
            assertThat(refused.mustHave("Retry-After")).isEqualTo("5");
            assertThat(feed.take(1)).singleElement().satisfies(frame -> {
                assertThat(frame.event()).isEqualTo("end");
                assertThat(frame.json().path("code").asText()).isEqualTo("node_closing");
            });
            assertThat(feed.next()).isNull();
            client.shutdownNow();
        }
    }

    /** Of a stream that is left open, and that nobody reads. */
    private static int status(HttpClient client, Room room) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(room.member().node().url().resolve(room.path("/events/stream")))
                .header("Authorization", "Bearer " + room.member().token())
                .build();
        return client.send(request, BodyHandlers.ofInputStream()).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"asc", "desc"})
    void shouldGiveEachWorkspaceItsOwnEventsInOrderWhoeverSharesItsPartition(String order) {
        for (var one : rooms) {
            // When
            var pages = pages(one, "?limit=7&order=" + order);

            // Then
            var expected = sequencesOf(one);
            assertThat(sequences(pages)).isEqualTo(order.equals("asc") ? expected : expected.reversed());
            assertThat(pages)
                    .allSatisfy(event ->
                            assertThat(event.path("partitionkey").asText()).isEqualTo(one.id()));
        }
    }

    @Test
    void shouldGiveAnEventAsTheTopicHasIt() {
        // Given
        var record = ofRoom(room).getLast();

        // When
        var answer = room.gets("/events?limit=1&order=desc").good();

        // Then
        var event = answer.data().getFirst();
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
        for (String name : List.of(
                "id", "type", "source", "subject", "time", "dataschema", "sequence", "causationid", "partitionkey")) {
            assertThat(event.path(name).asText()).as(name).isNotEmpty().isEqualTo(record.header("ce_" + name));
        }
        assertThat(answer.text())
                .contains("\"data\":" + new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8))
                .contains("1.50");
    }

    @Test
    void shouldGiveOnlyWhatIsAskedFor() {
        // Given
        var room = olga.opens("asked");
        String alice = room.sandbox("alice");
        String bob = room.sandbox("bob");
        var answered = room.posts(
                        "/messages",
                        "{\"from_sandbox_id\":\"%s\",\"to_sandbox_id\":\"%s\",\"message_type\":\"request\",\"content\":1,\"correlation_id\":\"case 7\"}"
                                .formatted(alice, bob))
                .good();

        // When
        var byType = room.gets(
                        "/events?limit=200&type=io.roundtable.sandbox.created.v1,io.roundtable.workspace.created.v1")
                .good();
        var bySubject =
                room.gets("/events?subject=" + answered.get("message_id")).good();
        var byCorrelation =
                room.gets("/events?correlation_id=case%207&type=" + SENT).good();

        // Then
        assertThat(byType.data())
                .extracting(event -> event.path("type").asText())
                .containsExactly(
                        "io.roundtable.workspace.created.v1",
                        "io.roundtable.sandbox.created.v1",
                        "io.roundtable.sandbox.created.v1");
        assertThat(bySubject.data())
                .singleElement()
                .satisfies(event -> assertThat(event.path("type").asText()).isEqualTo(SENT));
        assertThat(byCorrelation.data())
                .singleElement()
                .satisfies(event -> assertThat(event.path("subject").asText()).isEqualTo(answered.get("message_id")));
    }

    @Test
    void shouldGoOnBehindWhatWasSeen() {
        // Given
        var room = olga.opens("seen");
        String alice = room.sandbox("alice");
        String bob = room.sandbox("bob");
        var all = room.gets("/events?limit=200").good();

        // When
        var said = room.says(alice, bob, "\"more\"").good();
        var more = room.asks("GET", "/events?last_event_id=" + all.token())
                .with("Consistency-Token", said.token())
                .answer()
                .good();

        // Then
        assertThat(more.data())
                .singleElement()
                .satisfies(event -> assertThat(event.path("subject").asText()).isEqualTo(said.get("message_id")));
    }

    @Test
    void shouldHaveTheHeadersOfEveryList() {
        // When
        var answer = room.asks("GET", "/events?limit=2")
                .with("Consistency-Token", last.token())
                .answer()
                .good();
        var again = room.asks("GET", "/events?limit=2")
                .with("If-None-Match", answer.etag())
                .answer();

        // Then
        assertThat(answer.mustHave("Link")).contains("cursor=").endsWith("rel=\"next\"");
        assertThat(answer.token()).contains(":");
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void shouldBeReadWhenTheWorkspaceIsArchived() {
        // Given
        var old = olga.opens("old");
        old.asks("DELETE", "").answer().good();

        // When
        var types = old.gets("/events").good().data();

        // Then
        assertThat(types)
                .extracting(event -> event.path("type").asText())
                .containsExactly("io.roundtable.workspace.created.v1", "io.roundtable.workspace.archived.v1");
        try (var feed = OpenFeed.of(old, "?from=beginning")) {
            assertThat(feed.take(2)).hasSize(2);
        }
    }

    @Test
    void shouldBeShownToMembersAlone() {
        // Given
        var room = olga.opens("closed");
        String alice = room.sandbox("alice");
        var pia = Person.registersAt(olga.node(), "Pia");
        String key = room.asks("POST", "/sandboxes/" + alice + "/keys")
                .answer()
                .good()
                .get("api_key");

        // Then
        for (String path : List.of("/events", "/events/stream")) {
            assertThat(room.as(pia).gets(path).code()).isEqualTo("workspace_not_found");
            assertThat(olga.node().ask("GET", room.path(path)).as(key).answer().code())
                    .isEqualTo("forbidden");
        }
        room.admits(pia, "viewer").good();
        assertThat(room.as(pia).gets("/events?limit=1").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=201",
                "?type=message.sent",
                "?type=",
                "?order=up",
                "?cursor=made-up",
                "?count=true",
                "?last_event_id=made-up",
                "?since=2026-01-01T00:00:00Z",
                "?type=" + SENT + "&type=" + SENT,
            })
    void shouldRefuseWhatIsNoQuery(String query) {
        var answer = room.gets("/events" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_request");
    }

    @Test
    void shouldTakeACursorForItsOwnListAlone() {
        // Given
        String cursor = room.gets("/events?limit=1").good().get("pagination/next_cursor");

        // Then
        assertThat(room.gets("/events?limit=1&cursor=" + cursor).status()).isEqualTo(200);
        assertThat(room.gets("/events?limit=1&type=" + SENT + "&cursor=" + cursor)
                        .code())
                .isEqualTo("invalid_request");
        assertThat(rooms.getFirst().gets("/events?limit=1&cursor=" + cursor).code())
                .isEqualTo("invalid_request");
    }

    private static List<JsonNode> pages(Room of, String query) {
        var all = new ArrayList<JsonNode>();
        String cursor = "";
        while (!cursor.equals("null")) {
            var page = of.gets("/events" + query + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .good();
            all.addAll(page.data());
            cursor = page.get("pagination/next_cursor");
        }
        return all;
    }

    private static List<Long> sequences(List<JsonNode> of) {
        return of.stream().map(event -> event.path("sequence").asLong()).toList();
    }

    private static List<Entry> ofRoom(Room of) {
        return events.stream().filter(entry -> entry.keyText().equals(of.id())).toList();
    }

    private static List<Long> sequencesOf(Room of) {
        return ofRoom(of).stream()
                .map(entry -> Long.valueOf(entry.header("ce_sequence")))
                .toList();
    }
}
