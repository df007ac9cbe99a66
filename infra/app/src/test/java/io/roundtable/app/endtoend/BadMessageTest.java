package io.roundtable.app.endtoend;

import static io.roundtable.app.endtoend.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.roundtable.app.settings.Setting;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.Topics;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Person;
import io.roundtable.testkit.talk.Room;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a message is said by a 4xx with a code, and nothing of it reaches the log. */
@WithInstallation
final class BadMessageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GOOD = "\"message_type\":\"request\",\"content\":1";

    private static Log log;
    private static Room room;
    private static String alice;
    private static String bob;
    private static String stranger;

    @BeforeAll
    static void open(Installation installation) {
        log = installation.log();
        room = Person.registersAt(installation.node(), "Olga").opens("lab");
        alice = room.sandbox("alice");
        bob = room.sandbox("bob");
        stranger = Person.registersAt(installation.node(), "Stan")
                .opens("elsewhere")
                .sandbox("stranger");
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
                arguments("a recipient given twice", between(GOOD + ",\"to_sandbox_id\":\"" + alice + "\"")),
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
                arguments("a correlation with a line feed", between(GOOD + ",\"correlation_id\":\"a\\nb\"")),
                arguments("a correlation with DEL", between(GOOD + ",\"correlation_id\":\"a\u007fb\"")),
                arguments("a correlation with a C1 control", between(GOOD + ",\"correlation_id\":\"a\\u0085b\"")),
                arguments("a correlation with a noncharacter", between(GOOD + ",\"correlation_id\":\"a\\uffffb\"")),
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
        refused(log, room.asks("POST", "/messages").saying(body), 400, "invalid_request");
    }

    @Test
    void shouldRefuseAControlCharacterInTheCorrelationOfABroadcastAndOfOneMessageOfABatch() {
        // Given
        var wrong = between(GOOD + ",\"correlation_id\":\"a\\tb\"");
        var broadcast = "{\"from_sandbox_id\":\"" + alice + "\"," + GOOD + ",\"correlation_id\":\"a\\tb\"}";

        // Then
        var answer = refused(log, room.asks("POST", "/messages/broadcast").saying(broadcast), 400, "invalid_request");
        assertThat(answer.json().at("/violations/0/field").asText()).isEqualTo("correlation_id");
        var entries = room.posts("/messages/batch", "{\"messages\":[" + wrong + "," + between(GOOD) + "]}")
                .data();
        assertThat(entries.getFirst().at("/problem/code").asText()).isEqualTo("invalid_request");
        assertThat(entries.getLast().path("status").asInt()).isEqualTo(201);
    }

    /** Once they could be said, and what the log has is read for ever. */
    @Test
    void shouldGoOnShowingAControlCharacterInTheCorrelationOfAnOldMessage() {
        // Given
        var message = "msg_ofbefore01";
        var said = new Utterance(MessageType.REQUEST, new RawJson("1"), "a\nb", null, null, null, null);
        var workspace = new WorkspaceId(room.id());
        var command =
                new SendMessage(workspace, new MessageId(message), new SandboxId(alice), new SandboxId(bob), said);
        var olga = Principal.user(new UserId(room.member().id()));
        var encoded = new RecordCodec("/test", Setting.SCHEMA_BASE.byDefault() + "/schemas/")
                .encode(
                        new CommandEnvelope(new CommandId("cmd_0123456789"), olga, 1, null, null, null, command),
                        Instant.now());
        int partition = new Partitions(Installation.PARTITIONS).of(workspace);

        // When
        log.append(
                new TopicPartition(Topics.COMMANDS, partition), encoded.keyBytes(), encoded.value(), encoded.headers());

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(room.gets("/messages?correlation_id=a%0Ab")
                                .good()
                                .data())
                        .singleElement()
                        .satisfies(shown -> {
                            assertThat(shown.path("message_id").asText()).isEqualTo(message);
                            assertThat(shown.path("correlation_id").asText()).isEqualTo("a\nb");
                        }));
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
        assertThat(log.since(before, Topics.EVENTS, room.id())).isEmpty();
        assertThat(log.since(before, Topics.REPLIES, room.id())).hasSize(1);
    }

    @Test
    void shouldRefuseABodyOfFiveMegabytes() {
        var body = between("\"message_type\":\"request\",\"content\":\"" + "x".repeat(5_000_000) + "\"");

        refused(log, room.asks("POST", "/messages").saying(body), 413, "payload_too_large");
    }

    @Test
    void shouldRefuseABodyThatIsNotUtf8() {
        var body =
                between("\"message_type\":\"request\",\"content\":\"\u00e4\"").getBytes(StandardCharsets.ISO_8859_1);

        refused(log, room.asks("POST", "/messages").saying(body), 400, "invalid_request");
    }

    @Test
    void shouldRefuseAMissingBody() {
        refused(log, room.asks("POST", "/messages").with("Content-Type", "application/json"), 400, "invalid_request");
        refused(log, room.asks("POST", "/messages"), 400, "invalid_request");
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
                log,
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
                log,
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
        "If-Match, 7",
    })
    void shouldRefuseAMessageWithTheHeader(String name, String value) {
        refused(
                log,
                room.asks("POST", "/messages")
                        .saying(Room.message(alice, bob, "1"))
                        .with(name, value),
                400,
                "invalid_request");
    }

    private static String between(String rest) {
        return "{\"from_sandbox_id\":\"" + alice + "\",\"to_sandbox_id\":\"" + bob + "\"," + rest + "}";
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }
}
