package io.roundtable.app.endtoend;

import static io.roundtable.app.endtoend.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies that are too large, stall or aren't wanted: nothing is read for nobody, and others don't notice. */
@WithInstallation
final class BodyLimitTest {
    private static final int STALLED = 200;

    private static Node node;
    private static Log log;
    private static Room room;
    private static String alice;
    private static String bob;

    @BeforeAll
    static void open(Installation installation) {
        node = installation.node();
        log = installation.log();
        room = Person.registersAt(node, "Olga").opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @Test
    void shouldRefuseNobodyBeforeReadingTwentyMegabytes() {
        refused(log, node.ask("POST", room.path("/messages")).saying(new byte[20_000_000]), 401, "unauthorized");
    }

    @Test
    void shouldRefuseNobodyBeforeTheFirstByteOfABody() throws IOException {
        try (var connection = new RawConnection(node)) {
            // When
            var answer = connection.send(head("", "Content-Length: 9000000")).answer();

            // Then
            assertThat(answer).startsWith("HTTP/1.1 401 ").contains("application/problem+json", "unauthorized");
            assertThat(answer.toLowerCase(Locale.ROOT)).contains("request-id: ");
        }
    }

    @Test
    void shouldGoOnWithTheConnectionBehindABodyThatItHasRefused() throws IOException {
        try (var connection = new RawConnection(node)) {
            // Given
            connection.send(head("", "Content-Length: 3000000")).send(new byte[3_000_000]);
            assertThat(connection.answer()).startsWith("HTTP/1.1 401 ");

            // When
            var answer = connection.send(message()).answer();

            // Then
            assertThat(answer).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void shouldRefuseABodyThatGrowsTooLargeWithoutHavingSaidSo() throws IOException {
        try (var connection = new RawConnection(node)) {
            // When
            connection.send(head(token(), "Transfer-Encoding: chunked"));
            for (int i = 0; i < 20; i++) {
                connection.send("10000\n").send(new byte[0x10000]).send("\n");
            }
            var answer = connection.send("0\n\n").answer();

            // Then
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("payload_too_large");
            assertThat(connection.send(message()).answer()).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void shouldTakeABodyInChunks() throws IOException {
        try (var connection = new RawConnection(node)) {
            // Given
            var body = Room.message(alice, bob, "1");
            int middle = body.length() / 2;

            // When
            connection
                    .send(head(token(), "Transfer-Encoding: chunked"))
                    .send(Integer.toHexString(middle) + "\n" + body.substring(0, middle) + "\n")
                    .send(Integer.toHexString(body.length() - middle) + "\n" + body.substring(middle) + "\n0\n\n");

            // Then
            assertThat(connection.answer()).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void shouldAskForABodyOnlyOfWhomItLetsIn() throws IOException {
        var body = Room.message(alice, bob, "1");
        var announced = "Expect: 100-continue\nContent-Length: " + body.length();
        try (var known = new RawConnection(node);
                var unknown = new RawConnection(node)) {
            // When
            var wanted = known.send(head(token(), announced)).answer();
            var unwanted = unknown.send(head("", announced)).answer();

            // Then
            assertThat(wanted).startsWith("HTTP/1.1 100 ");
            assertThat(known.send(body).answer()).startsWith("HTTP/1.1 201 ");
            assertThat(unwanted.toLowerCase(Locale.ROOT))
                    .startsWith("http/1.1 401 ")
                    .contains("connection: close");
            assertThat(unknown.isClosed()).isTrue();
        }
    }

    @Test
    void shouldAnswerOthersWhileManyBodiesStall() throws IOException {
        var stalled = new ArrayList<RawConnection>();
        try {
            // Given
            for (int i = 0; i < STALLED; i++) {
                var connection = new RawConnection(node);
                stalled.add(connection);
                var who = i % 2 == 0 ? "" : token();
                connection.send(head(who, "Content-Length: 1000000")).send(new byte[60_000]);
            }

            // Then
            for (int i = 0; i < 5; i++) {
                assertThat(room.says(alice, bob, Integer.toString(i)).status()).isEqualTo(201);
            }
            for (int i = 0; i < STALLED; i += 2) {
                assertThat(stalled.get(i).answer()).startsWith("HTTP/1.1 401 ");
            }
            assertThat(stalled.get(1).answer()).as("after its time").startsWith("HTTP/1.1 408 ");
        } finally {
            close(stalled);
        }
    }

    @Test
    void shouldRefuseABodyThatIsPacked() {
        refused(
                log,
                room.asks("POST", "/messages")
                        .saying(Room.message(alice, bob, "1"))
                        .with("Content-Encoding", "gzip"),
                415,
                "unsupported_media_type");
    }

    private static String token() {
        return room.member().token();
    }

    private static String message() {
        var body = Room.message(alice, bob, "1");
        return head(token(), "Content-Length: " + body.length()) + body;
    }

    private static String head(String token, String more) {
        return "POST " + room.path("/messages") + " HTTP/1.1\nHost: localhost\n"
                + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\n")
                + "Content-Type: application/json\n" + more + "\n\n";
    }

    private static void close(List<RawConnection> connections) throws IOException {
        for (var connection : connections) {
            connection.close();
        }
    }
}
