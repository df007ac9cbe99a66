package io.roundtable.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.roundtable.contract.Topics;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Answer;
import io.roundtable.testkit.talk.Ask;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request is said by a 4xx with a code, and nothing of it reaches the log. */
@WithInstallation
final class BadInputTest {
    private static final String GOOD = "\"message_type\":\"request\",\"content\":1";

    private static Node node;
    private static Log log;
    private static Room room;
    private static Room elsewhere;
    private static String alice;
    private static String bob;
    private static String stranger;

    @BeforeAll
    static void open(Installation installation) {
        node = installation.node();
        log = installation.log();
        var olga = Person.registersAt(node, "Olga");
        room = olga.opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
        elsewhere = Person.registersAt(node, "Stan").opens("elsewhere");
        stranger = elsewhere.sandbox("stranger");
    }

    @AfterAll
    static void close() {
        log.close();
    }

    static Stream<Arguments> wrongMessages() {
        return Stream.of(
                arguments("broken JSON", "{\"from_sandbox_id\":"),
                arguments("text after the end", between(GOOD) + "x"),
                arguments("a second document", between(GOOD) + "{}"),
                arguments("an array", "[]"),
                arguments("the literal null", "null"),
                arguments("a number", "7"),
                arguments("an empty object", "{}"),
                arguments("an unknown field", between(GOOD + ",\"colour\":\"red\"")),
                arguments("an unknown field that is null", between(GOOD + ",\"colour\":null")),
                arguments("no content", between("\"message_type\":\"request\"")),
                arguments("no type", between("\"content\":1")),
                arguments("no recipient", "{\"from_sandbox_id\":\"" + alice + "\"," + GOOD + "}"),
                arguments("a type that isn't one", between("\"message_type\":\"shout\",\"content\":1")),
                arguments("a type in capitals", between("\"message_type\":\"REQUEST\",\"content\":1")),
                arguments("a type by number", between("\"message_type\":0,\"content\":1")),
                arguments("a number for a text", between(GOOD + ",\"correlation_id\":7")),
                arguments("a boolean for a text", between(GOOD + ",\"correlation_id\":true")),
                arguments("an object for a text", between(GOOD + ",\"correlation_id\":{}")),
                arguments("a number for a time", between(GOOD + ",\"expires_at\":1767225600")),
                arguments("a time without a zone", between(GOOD + ",\"expires_at\":\"2099-01-01T00:00:00\"")),
                arguments("a time far off", between(GOOD + ",\"expires_at\":\"+99999-01-01T00:00:00Z\"")),
                arguments("a day that doesn't exist", between(GOOD + ",\"expires_at\":\"2099-02-30T00:00:00Z\"")),
                arguments("an empty correlation", between(GOOD + ",\"correlation_id\":\"\"")),
                arguments("a long correlation", between(GOOD + ",\"correlation_id\":\"" + "c".repeat(256) + "\"")),
                arguments("a correlation with NUL", between(GOOD + ",\"correlation_id\":\"a\\u0000b\"")),
                arguments("half a surrogate", between(GOOD + ",\"correlation_id\":\"a\\ud800b\"")),
                arguments("a raw NUL", between(GOOD + ",\"correlation_id\":\"a\0b\"")),
                arguments("a raw NUL in the content", between("\"message_type\":\"request\",\"content\":\"a\0b\"")),
                arguments(
                        "a raw line feed in the content", between("\"message_type\":\"request\",\"content\":\"a\nb\"")),
                arguments("content that is no JSON", between("\"message_type\":\"request\",\"content\":hello")),
                arguments("content with a lone comma", between("\"message_type\":\"request\",\"content\":[1,]")),
                arguments("content with NaN", between("\"message_type\":\"request\",\"content\":NaN")),
                arguments(
                        "content that is too large",
                        between("\"message_type\":\"request\",\"content\":\"" + "x".repeat(256 * 1024) + "\"")),
                arguments(
                        "content that nests too deep",
                        between("\"message_type\":\"request\",\"content\":" + nested(10_000))),
                arguments("a nesting of its own", nested(10_000)),
                arguments("an id of another kind", between(GOOD + ",\"in_reply_to\":\"sb_0123456789\"")),
                arguments("an id with capitals", between(GOOD + ",\"in_reply_to\":\"msg_0123456789ABC\"")),
                arguments("a short id", between(GOOD + ",\"in_reply_to\":\"msg_1\"")),
                arguments("a long id", between(GOOD + ",\"in_reply_to\":\"msg_" + "0".repeat(33) + "\"")),
                arguments("a number for an id", between(GOOD + ",\"in_reply_to\":5")),
                arguments("a priority that isn't one", between(GOOD + ",\"priority\":\"high\"")),
                arguments(
                        "delivery after expiry",
                        between(GOOD
                                + ",\"expires_at\":\"2099-01-01T00:00:00Z\",\"deliver_at\":\"2099-01-02T00:00:00Z\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongMessages")
    void shouldRefuseAMessageWith(String fault, String body) {
        refused(room.asks("POST", "/messages").saying(body), 400, "invalid_request");
    }

    static Stream<Arguments> impossibleMessages() {
        return Stream.of(
                arguments(
                        "a sandbox of another workspace as recipient",
                        Room.message(alice, stranger, "1"),
                        "recipient_not_found"),
                arguments(
                        "a sandbox of another workspace as sender",
                        Room.message(stranger, bob, "1"),
                        "sender_not_found"),
                arguments(
                        "a recipient who never was", Room.message(alice, "sb_0123456789", "1"), "recipient_not_found"),
                arguments(
                        "a message that never was",
                        between(GOOD + ",\"in_reply_to\":\"msg_0123456789\""),
                        "in_reply_to_not_found"),
                arguments(
                        "an expiry that is past",
                        between(GOOD + ",\"expires_at\":\"2001-01-01T00:00:00Z\""),
                        "already_expired"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossibleMessages")
    void shouldAppendNoEventForAMessageWith(String fault, String body, String code) {
        // Given
        var before = log.mark();

        // When
        var answer = room.posts("/messages", body);

        // Then
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(log.since(before, Topics.EVENTS)).isEmpty();
        assertThat(log.since(before, Topics.REPLIES)).hasSize(1);
    }

    @Test
    void shouldSayEveryFaultAtOnce() {
        // When
        var answer = room.posts("/sandboxes", "{\"name\":\"\",\"agent_config\":{\"temperature\":3,\"max_tokens\":0}}");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("violations").findValuesAsText("field"))
                .contains("agent_config.temperature", "agent_config.max_tokens");
        assertThat(answer.get("trace_id")).hasSize(32);
        assertThat(answer.get("type")).isEqualTo("/problems/invalid_request");
        assertThat(answer.get("instance")).isEqualTo(room.path("/sandboxes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":5}",
                "{\"name\":\"\"}",
                "{\"name\":null}",
                "{}",
                "{\"name\":\"s\",\"labels\":[]}",
                "{\"name\":\"s\",\"labels\":{\"a b\":\"c\"}}",
                "{\"name\":\"s\",\"labels\":{\"a\":1}}",
                "{\"name\":\"s\",\"connection_details\":\"ssh\"}",
                "{\"name\":\"s\",\"delivery\":{\"ordering\":\"none\"}}",
                "{\"name\":\"s\",\"delivery\":{\"max_attempts\":0}}",
                "{\"name\":\"s\",\"delivery\":{\"max_attempts\":1.5}}",
                "{\"name\":\"s\",\"resource_limits\":{\"cpu\":-1}}",
                "{\"name\":\"s\",\"agent_config\":{\"temperature\":\"hot\"}}",
                "{\"name\":\"s\",\"status\":\"running\"}",
                "{\"name\":\"s\",\"sandbox_id\":\"sb_0123456789\"}"
            })
    void shouldRefuseASandboxSuchAs(String body) {
        refused(room.asks("POST", "/sandboxes").saying(body), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"\"}",
                "{\"name\":null}",
                "{\"nam\":\"x\"}",
                "{\"nam\":null}",
                "[]",
                "\"x\"",
                "{\"settings\":{\"llm_providers\":5}}",
                "{\"settings\":{\"collaboration\":{\"max_hops\":-1}}}",
                "{\"version\":7}"
            })
    void shouldRefuseAPatchSuchAs(String body) {
        refused(room.asks("PATCH", "").saying(body), 400, "invalid_request");
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
        refused(room.asks("GET", "/messages?" + query), 400, "invalid_request");
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
        refused(room.asks("GET", "/messages?limit=1&order=desc&cursor=" + cursor), 400, "invalid_request");
        refused(room.asks("GET", "/messages?status=failed&cursor=" + cursor), 400, "invalid_request");
        refused(room.asks("GET", "/sandboxes?cursor=" + cursor), 400, "invalid_request");
    }

    @Test
    void shouldRefuseABodyOfFiveMegabytes() {
        var body = between("\"message_type\":\"request\",\"content\":\"" + "x".repeat(5_000_000) + "\"");

        refused(room.asks("POST", "/messages").saying(body), 413, "payload_too_large");
    }

    @Test
    void shouldRefuseABodyThatIsNotUtf8() {
        var body =
                between("\"message_type\":\"request\",\"content\":\"\u00e4\"").getBytes(StandardCharsets.ISO_8859_1);

        refused(room.asks("POST", "/messages").saying(body), 400, "invalid_request");
    }

    @Test
    void shouldRefuseAMissingBody() {
        refused(room.asks("POST", "/messages").with("Content-Type", "application/json"), 400, "invalid_request");
        refused(room.asks("POST", "/messages"), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/json; charset=utf-16",
                "multipart/form-data",
                "application/merge-patch+json"
            })
    void shouldRefuseAMessageOfType(String type) {
        refused(
                room.asks("POST", "/messages")
                        .saying(Room.message(alice, bob, "1"))
                        .with("Content-Type", type),
                415,
                "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/*", "application/json;q=0"})
    void shouldRefuseToAnswerAs(String type) {
        refused(
                room.asks("POST", "/messages")
                        .saying(Room.message(alice, bob, "1"))
                        .with("Accept", type),
                406,
                "not_acceptable");
    }

    @ParameterizedTest
    @CsvSource({
        "Idempotency-Key, ''",
        "Idempotency-Key, '\"\"'",
        "Prefer, wait=soon",
        "Prefer, wait=-1",
        "If-Match, 7",
    })
    void shouldRefuseAMessageWithTheHeader(String name, String value) {
        refused(
                room.asks("POST", "/messages")
                        .saying(Room.message(alice, bob, "1"))
                        .with(name, value),
                400,
                "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"made up", "AAAAAAAAAAAAAAAAAAAAAA:0:1", ":", "0"})
    void shouldRefuseAConsistencyTokenSuchAs(String token) {
        refused(room.asks("GET", "").with("Consistency-Token", token), 400, "token_unknown");
        refused(
                room.asks("POST", "/messages")
                        .saying(Room.message(alice, bob, "1"))
                        .with("Consistency-Token", token),
                400,
                "token_unknown");
    }

    @Test
    void shouldRefuseAnIllegalTransition() {
        // Given
        var before = log.mark();

        // When
        var answer = room.posts("/sandboxes/" + alice + "/status", "{\"status\":\"running\"}");

        // Then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("illegal_transition");
        assertThat(log.since(before, Topics.EVENTS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"status\":\"flying\"}", "{\"status\":null}", "{}", "{\"status\":\"error\",\"reason\":\"\"}"})
    void shouldRefuseAStatusSuchAs(String body) {
        refused(room.asks("POST", "/sandboxes/" + alice + "/status").saying(body), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"unhealthy\"}", "{\"status\":\"unknown\"}", "{\"mood\":1}", "[]"})
    void shouldRefuseAHeartbeatSuchAs(String body) {
        refused(room.asks("POST", "/sandboxes/" + alice + "/heartbeat").saying(body), 400, "invalid_request");
    }

    @Test
    void shouldRefuseAnAddressThatIsTaken() {
        // Given
        var olga = room.member();

        // Then
        var body = "{\"email\":\"%s\",\"password\":\"long enough\",\"full_name\":\"Another\"}";
        refused(node.post("/v1/auth/register", body.formatted(olga.email())), 409, "email_taken");
        refused(
                node.post("/v1/auth/register", body.formatted(olga.email().toUpperCase(java.util.Locale.ROOT))),
                409,
                "email_taken");
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
        refused(room.member().asks(method, path), status, code);
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
        refused(room.asks(method, path), status, code);
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
        var answer = refused(room.asks(method, path), 405, "method_not_allowed");

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
        assertThat(refused(nobody, 401, "unauthorized").mustHave("WWW-Authenticate"))
                .isEqualTo("Bearer");
        refused(nobody.as("nonsense"), 401, "unauthorized");
        refused(other, 404, "workspace_not_found");
        refused(
                room.asks("PUT", "/messages").saying(huge).with("Content-Type", "text/plain"),
                405,
                "method_not_allowed");
        refused(wrong, 413, "payload_too_large");
        refused(wrong.saying("x").with("Content-Type", "text/plain"), 415, "unsupported_media_type");
        refused(wrong.saying("x"), 406, "not_acceptable");
        refused(wrong.without("Accept"), 400, "invalid_request");
    }

    /** The answer, which must be that refusal, once the log is seen to hold nothing of it. */
    private static Answer refused(Ask ask, int status, String code) {
        var before = log.mark();
        var answer = ask.answer();
        assertThat(answer.status()).as("%s: %s", ask, answer).isEqualTo(status);
        assertThat(answer.code()).as("%s: %s", ask, answer).isEqualTo(code);
        assertThat(answer.get("status")).isEqualTo(Integer.toString(status));
        assertThat(answer.mustHave("Request-Id")).isNotBlank();
        assertThat(answer.text()).doesNotContain("java.", "io.roundtable", "Exception");
        assertThat(log.since(before, Topics.COMMANDS)).noneMatch(entry -> entry.isGivenBySomebody());
        return answer;
    }

    private static String between(String rest) {
        return "{\"from_sandbox_id\":\"" + alice + "\",\"to_sandbox_id\":\"" + bob + "\"," + rest + "}";
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }
}
