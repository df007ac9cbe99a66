package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events come by a stream as they happen, and go on where the last stream ended. */
@WithInstallation
@Timeout(120)
final class FeedStreamTest {

    private static final String SENT = "io.roundtable.message.sent.v1";

    private static Person olga;

    private final Room room;
    private String alice = "";
    private String bob = "";

    @BeforeAll
    static void register(Installation installation) {
        olga = Person.registersAt(installation.node(), "Olga");
    }

    FeedStreamTest() {
        room = olga.opens("lab");
    }

    @BeforeEach
    void open() {
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
    }

    @Test
    void shouldBringWhatHappensFromNowOn() {
        try (var feed = OpenFeed.of(room, "")) {
            // When
            var said = says("{\"lines\":\n [1,\r\n 2]}");

            // Then
            var frame = feed.take(1).getFirst();
            assertThat(frame.event()).isEqualTo("message");
            assertThat(frame.json().path("type").asText()).isEqualTo(SENT);
            assertThat(frame.json().path("subject").asText()).isEqualTo(said.get("message_id"));
            assertThat(frame.json().at("/data/utterance/content/lines/1").asInt())
                    .isEqualTo(2);
            assertThat(feed.lastEventId()).isEqualTo(said.token());
        }
    }

    @Test
    void shouldGoOnBehindTheLastIdWithoutGapOrDuplicate() {
        // Given
        says("1");
        String before;
        try (var feed = OpenFeed.of(room, "?from=beginning")) {
            assertThat(feed.take(4))
                    .extracting(frame -> frame.json().path("type").asText())
                    .startsWith("io.roundtable.workspace.created.v1")
                    .endsWith(SENT);
            before = feed.lastEventId();
        }
        var missed = says("2");

        // When
        try (var feed = OpenFeed.after(room, "?from=beginning", before)) {
            var next = says("3");

            // Then
            assertThat(feed.take(2))
                    .extracting(frame -> frame.json().path("subject").asText())
                    .containsExactly(missed.get("message_id"), next.get("message_id"));
        }
        try (var feed = OpenFeed.of(room, "?last_event_id=" + before)) {
            assertThat(feed.take(1).getFirst().json().path("subject").asText()).isEqualTo(missed.get("message_id"));
        }
    }

    @Test
    void shouldBringOnlyWhatIsAskedFor() {
        // Given
        says("1");
        var about = says("2");
        var belonging = room.posts("/messages", """
            {"from_sandbox_id":"%s","to_sandbox_id":"%s","message_type":"request","content":3,"correlation_id":"case 7"}\
            """.formatted(alice, bob)).good();

        // When
        try (var bySubject = OpenFeed.of(room, "?from=beginning&subject=" + about.get("message_id"));
                var byCorrelation = OpenFeed.of(room, "?from=beginning&correlation_id=case%207")) {

            // Then
            assertThat(bySubject.take(1).getFirst().json().path("subject").asText())
                    .isEqualTo(about.get("message_id"));
            assertThat(byCorrelation.take(1).getFirst().json().path("subject").asText())
                    .isEqualTo(belonging.get("message_id"));
        }
    }

    @Test
    void shouldLeadPastWhatIsNotAskedFor() {
        // Given
        for (int n = 0; n < 20; n++) {
            says("1");
        }
        var last = says("2");

        // When
        try (var feed = OpenFeed.of(room, "?from=beginning&type=io.roundtable.member.was-set.v1")) {
            var told = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                feed.readLine();
                                return feed.lastEventId();
                            },
                            last.token()::equals);

            // Then
            assertThat(told).isEqualTo(last.token());
        }
    }

    @Test
    void shouldGoOnAtAnotherNode(Installation installation) {
        // Given
        var there = room.as(olga.at(installation.otherNode()));
        try (var feed = OpenFeed.of(room, "")) {
            says("1");
            feed.take(1);

            // When
            try (var other = OpenFeed.after(there, "", feed.lastEventId())) {
                var said = says("2");

                // Then
                assertThat(other.take(1).getFirst().json().path("subject").asText())
                        .isEqualTo(said.get("message_id"));
            }
        }
    }

    @Test
    void shouldEndWhenTheMemberIsRemoved() {
        // Given
        var pia = Person.registersAt(olga.node(), "Pia");
        room.admits(pia, "viewer").good();
        try (var feed = OpenFeed.of(room.as(pia), "")) {
            // When
            olga.deletes(room.path("/members/" + pia.id())).good();
            says("\"secret\"");

            // Then
            var end = Objects.requireNonNull(feed.next());
            assertThat(end.event()).isEqualTo("end");
            assertThat(end.json().path("code").asText()).isEqualTo("workspace_not_found");
            assertThat(feed.next()).isNull();
        }
    }

    @Test
    void shouldDropWhoTakesNothingAndSayWhy() throws Exception {
        // Given
        String large = "\"" + "x".repeat(250 * 1024) + "\"";
        try (var feed = OpenFeed.of(room, "")) {
            // When: nobody reads
            int sent = 90;
            for (int n = 0; n < sent; n++) {
                says(large);
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> metric("roundtable_http_feed_streams") == 0);

            // Then
            int taken = 0;
            var frame = Objects.requireNonNull(feed.next());
            while (!frame.event().equals("end")) {
                taken++;
                frame = Objects.requireNonNull(feed.next());
            }
            assertThat(frame.json().path("code").asText()).isEqualTo("too_slow");
            assertThat(taken).isLessThan(sent);
            try (var again = OpenFeed.after(room, "", feed.lastEventId())) {
                assertThat(again.take(sent - taken)).hasSize(sent - taken);
            }
        }
    }

    @Test
    void shouldRefuseIdsThatLeadNowhere() {
        // Given
        String token = says("1").token();
        int colon = token.indexOf(':');
        String elsewhere = "AAAAAAAAAAAAAAAAAAAAAA" + token.substring(colon);
        String future = token.substring(0, token.lastIndexOf(':')) + ":999999999";

        // Then
        assertRefused("made up", 400, "invalid_request");
        assertRefused(token.substring(0, colon) + ":999:1", 400, "invalid_request");
        assertRefused(elsewhere, 410, "cannot_resume");
        assertRefused(future, 410, "cannot_resume");
        assertThat(room.gets("/events/stream?from=yesterday").code()).isEqualTo("invalid_request");
        assertThat(room.gets("/events/stream?from=now&last_event_id=" + token).code())
                .isEqualTo("invalid_request");
    }

    private void assertRefused(String id, int status, String code) {
        var byHeader =
                room.asks("GET", "/events/stream").with("Last-Event-ID", id).answer();
        var byQuery = room.gets("/events/stream?last_event_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        assertThat(byHeader.status()).as(byHeader.toString()).isEqualTo(status);
        assertThat(byHeader.code()).isEqualTo(code);
        assertThat(byQuery.status()).as(byQuery.toString()).isEqualTo(status);
        assertThat(byQuery.code()).isEqualTo(code);
    }

    private double metric(String name) {
        return olga.node()
                .get("/prometheus")
                .answer()
                .good()
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Answer says(String content) {
        return room.says(alice, bob, content).good();
    }
}
