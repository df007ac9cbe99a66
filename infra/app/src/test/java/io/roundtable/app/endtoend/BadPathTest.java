package io.roundtable.app.endtoend;

import static io.roundtable.app.endtoend.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, queries and headers that lead nowhere: a 4xx with a code, in the order that is promised. */
@WithInstallation
final class BadPathTest {
    private static Node node;
    private static Log log;
    private static Room room;
    private static Room elsewhere;
    private static String alice;
    private static String bob;

    @BeforeAll
    static void open(Installation installation) {
        node = installation.node();
        log = installation.log();
        room = Person.registersAt(node, "Olga").opens("lab");
        elsewhere = Person.registersAt(node, "Stan").opens("elsewhere");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
    }

    @AfterAll
    static void close() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=ten",
                "limit=1e1",
                "limit=",
                "limit=5&limit=6",
                "cursor=AAAA",
                "cursor=",
                "cursor=%00",
                "cursor=MDAwMDAwMDAxLjA",
                "order=up",
                "order=ASC",
                "count=yes",
                "colour=red",
                "status=read",
                "message_type=shout",
                "from_sandbox_id=alice",
                "sandbox_id=ws_0123456789",
                "created_after=yesterday",
                "created_before=2026-13-01T00:00:00Z",
                "correlation_id=",
                "correlation_id=%00"
            })
    void shouldRefuseAListWith(String query) {
        refused(log, room.asks("GET", "/messages?" + query), 400, "invalid_request");
    }

    @Test
    void shouldRefuseACursorOfAnotherList() {
        // Given
        room.says(alice, bob, "1").good();
        room.says(alice, bob, "2").good();
        var cursor = room.gets("/messages?limit=1").good().get("pagination/next_cursor");

        // Then
        assertThat(cursor).isNotEmpty();
        assertThat(room.gets("/messages?limit=1&cursor=" + cursor).status()).isEqualTo(200);
        refused(log, room.asks("GET", "/messages?limit=1&order=desc&cursor=" + cursor), 400, "invalid_request");
        refused(log, room.asks("GET", "/messages?status=failed&cursor=" + cursor), 400, "invalid_request");
        refused(log, room.asks("GET", "/sandboxes?cursor=" + cursor), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"made up", "AAAAAAAAAAAAAAAAAAAAAA:0:1", ":", "0"})
    void shouldRefuseAConsistencyTokenSuchAs(String token) {
        refused(log, room.asks("GET", "").with("Consistency-Token", token), 400, "token_unknown");
        refused(
                log,
                room.asks("POST", "/messages")
                        .saying(Room.message(alice, bob, "1"))
                        .with("Consistency-Token", token),
                400,
                "token_unknown");
    }

    @Test
    void shouldRefuseAConsistencyTokenThatNeverEnds() {
        // Given
        var token = room.gets("").good().mustHave("Consistency-Token");

        // Then
        for (int entries : new int[] {5, 400, 1_000}) {
            var longer = token + ",0:1".repeat(entries);
            refused(log, room.asks("GET", "").with("Consistency-Token", longer), 400, "token_unknown");
        }
        for (var end : new String[] {",", ",0", ",0:", ",0:-1", ",0:99999999999999999999", ",99999:1", ",0:1:2"}) {
            refused(log, room.asks("GET", "").with("Consistency-Token", token + end), 400, "token_unknown");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/workspaces/ws_0123456789,               404, workspace_not_found",
        "GET,    /v1/workspaces/nonsense,                    404, workspace_not_found",
        "GET,    /v1/workspaces/ws_0123456789/messages,      404, workspace_not_found",
        "POST,   /v1/workspaces/ws_0123456789/messages,      404, workspace_not_found",
        "DELETE, /v1/workspaces/ws_0123456789/nothing,       404, workspace_not_found",
        "GET,    /v1/nothing,                                404, not_found",
    })
    void shouldFindNothingAt(String method, String path, int status, String code) {
        refused(log, room.member().asks(method, path), status, code);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /messages/msg_0123456789,   404, message_not_found",
        "GET,    /messages/nonsense,         404, message_not_found",
        "GET,    /sandboxes/sb_0123456789,   404, sandbox_not_found",
        "GET,    /sandboxes/nonsense,        404, sandbox_not_found",
        "PATCH,  /sandboxes/sb_0123456789,   404, sandbox_not_found",
        "GET,    /members/usr_0123456789,    404, member_not_found",
        "GET,    /members/nonsense,          404, user_not_found",
        "GET,    /commands/cmd_0123456789,   404, command_not_found",
        "GET,    /commands/nonsense,         404, command_not_found",
        "GET,    /nothing,                   404, not_found",
    })
    void shouldFindNothingInTheWorkspaceAt(String method, String path, int status, String code) {
        refused(log, room.asks(method, path), status, code);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,    /messages,            'GET, HEAD, POST'",
        "DELETE, /messages,            'GET, HEAD, POST'",
        "POST,   '',                   'DELETE, GET, HEAD, PATCH'",
        "DELETE, /messages/msg_0123456789, 'GET, HEAD'",
        "PATCH,  /messages/batch,      'GET, HEAD, POST'",
    })
    void shouldSayWhichMethodsAPathAllows(String method, String path, String allowed) {
        // When
        var answer = refused(log, room.asks(method, path), 405, "method_not_allowed");

        // Then
        assertThat(answer.mustHave("Allow")).isEqualTo(allowed);
    }

    @Test
    void shouldCheckInTheOrderThatIsPromised() {
        // Given
        var huge = "x".repeat(2_000_000);
        var wrong = room.asks("POST", "/messages")
                .saying(huge)
                .with("Content-Type", "text/plain")
                .with("Accept", "text/html");
        var other = elsewhere
                .member()
                .asks("POST", room.path("/messages"))
                .saying(huge)
                .with("Content-Type", "text/plain");
        var nobody = node.ask("POST", room.path("/messages")).saying(huge).with("Content-Type", "text/plain");

        // Then
        assertThat(refused(log, nobody, 401, "unauthorized").mustHave("WWW-Authenticate"))
                .isEqualTo("Bearer");
        refused(log, nobody.as("nonsense"), 401, "unauthorized");
        refused(log, other, 404, "workspace_not_found");
        refused(
                log,
                room.asks("PUT", "/messages").saying(huge).with("Content-Type", "text/plain"),
                405,
                "method_not_allowed");
        refused(log, wrong, 413, "payload_too_large");
        refused(log, wrong.saying("x").with("Content-Type", "text/plain"), 415, "unsupported_media_type");
        refused(log, wrong.saying("x"), 406, "not_acceptable");
        refused(log, wrong.without("Accept"), 400, "invalid_request");
    }
}
