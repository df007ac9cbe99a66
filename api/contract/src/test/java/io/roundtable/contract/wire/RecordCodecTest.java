package io.roundtable.contract.wire;

import static io.roundtable.contract.wire.Everything.LEAST;
import static io.roundtable.contract.wire.Everything.MSG;
import static io.roundtable.contract.wire.Everything.NOON;
import static io.roundtable.contract.wire.Everything.OTHER;
import static io.roundtable.contract.wire.Everything.SB;
import static io.roundtable.contract.wire.Everything.USER;
import static io.roundtable.contract.wire.Everything.WS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandEnvelope.RetryKey;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.EventEnvelope.Cause;
import io.roundtable.contract.KeyId;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.Reply.Outcome;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordCodecTest {

    private static final CommandId ID = new CommandId("cmd_0123456789");
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final RecordCodec codec = new RecordCodec("/roundtable/test", RecordCodec.DEFAULT_SCHEMAS);

    static List<Command> commands() {
        return Everything.COMMANDS;
    }

    static List<Event> events() {
        return Everything.EVENTS;
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordCodecTest::kinds)
                : Stream.of(type);
    }

    private static CommandEnvelope full(Command command) {
        return new CommandEnvelope(
                ID, Principal.user(USER), -42, new RetryKey("key é", "fingerprint"), 7L, TRACE, command);
    }

    private static CommandEnvelope least(Command command) {
        return new CommandEnvelope(ID, Principal.sandbox(SB), 0, null, null, null, command);
    }

    private static EventEnvelope envelope(Event event) {
        return new EventEnvelope(
                ID + "-0", 12, NOON, Principal.system("timer"), new Cause(ID, 99), "corr", TRACE, event);
    }

    private static String header(Encoded encoded, String name) {
        return new String(encoded.headers().lastHeader(name).value(), UTF_8);
    }

    @Test
    void shouldNameEveryCommandAndEventThereIsAndNoOther() {
        var all = Stream.concat(kinds(Command.class), kinds(Event.class)).toList();

        assertThat(RecordTypes.all().values().stream().map(Class::getName))
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(Class::getName).toList());
        assertThat(RecordTypes.all().keySet()).allMatch(name -> name.matches("io\\.roundtable(\\.[a-z-]+){2}\\.v1"));
    }

    @Test
    void shouldTryEveryCommandAndEventThereIs() {
        var tried = Stream.concat(commands().stream(), events().stream())
                .map(Object::getClass)
                .map(Class::getName);

        assertThat(tried.distinct())
                .containsExactlyInAnyOrderElementsOf(
                        RecordTypes.all().values().stream().map(Class::getName).toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldReadCommandsAsTheyWereWritten(Command command) {
        for (var envelope : List.of(full(command), least(command))) {
            var encoded = codec.encode(envelope, NOON);

            assertThat(codec.command(encoded.headers(), encoded.value())).isEqualTo(envelope);
            assertThat(encoded.key()).isEqualTo(WS.value());
            assertThat(RecordCodec.workspace(encoded.keyBytes())).isEqualTo(WS);
            assertThat(encoded.value()).isEqualTo(codec.encode(envelope, NOON).value());
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldReadEventsAsTheyWereWritten(Event event) {
        var encoded = codec.encode(envelope(event));

        assertThat(codec.event(encoded.headers(), encoded.value())).isEqualTo(envelope(event));
        assertThat(codec.encode(codec.event(encoded.headers(), encoded.value())).value())
                .isEqualTo(encoded.value());
    }

    static List<Arguments> principals() {
        return List.of(
                Arguments.of("user:" + USER, Principal.user(USER)),
                Arguments.of("sandbox:" + SB, Principal.sandbox(SB)),
                Arguments.of("sandbox:" + SB + "/key_0123456789", Principal.sandbox(SB, new KeyId("key_0123456789"))),
                Arguments.of("system:a/b", Principal.system("a/b")));
    }

    @ParameterizedTest
    @MethodSource("principals")
    void shouldSayWhoAsksAndByWhichKey(String text, Principal principal) {
        // Given
        var command = commands().getFirst();
        var given = new CommandEnvelope(ID, principal, 0, null, null, null, command);

        // When
        var encoded = codec.encode(given, NOON);

        // Then
        assertThat(header(encoded, "ce_actor")).isEqualTo(text);
        assertThat(codec.command(encoded.headers(), encoded.value()).principal())
                .isEqualTo(principal);
    }

    @Test
    void shouldReadRepliesAsTheyWereWritten() {
        var accepted = Outcome.of(new Reply.Accepted(3, List.of("a", "b"), NOON));
        for (var code : RejectionCode.values()) {
            for (var outcome : List.of(accepted, Outcome.of(new Rejection(code, "why é")))) {
                var reply = new Reply(ID, WS, NOON, true, 5, outcome);
                var encoded = codec.encode(reply, 41, TRACE);
                assertThat(codec.reply(encoded.headers(), encoded.value())).isEqualTo(reply);
                assertThat(header(encoded, "ce_sequence")).isEqualTo("0000000000000000005");
                assertThat(header(encoded, "ce_commandoffset")).isEqualTo("41");
                assertThat(header(encoded, "ce_traceparent")).isEqualTo(TRACE);
            }
        }
    }

    @Test
    void shouldKeepRepliesSmallWhateverTheTraceSays() {
        var outcome = Outcome.of(new Reply.Accepted(3, List.of("a"), NOON));

        var encoded = codec.encode(new Reply(ID, WS, NOON, true, 5, outcome), 41, "0".repeat(10_000));

        assertThat(encoded.headers().lastHeader("ce_traceparent")).isNull();
    }

    @Test
    void shouldWriteCloudEventsInBinaryMode() {
        var event = Everything.EVENTS.getFirst();
        var encoded = codec.encode(envelope(event));

        assertThat(header(encoded, "content-type")).isEqualTo("application/json");
        assertThat(header(encoded, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(encoded, "ce_id")).isEqualTo("cmd_0123456789-0");
        assertThat(header(encoded, "ce_type")).isEqualTo("io.roundtable.workspace.created.v1");
        assertThat(header(encoded, "ce_source")).isEqualTo("/roundtable/test");
        assertThat(header(encoded, "ce_subject")).isEqualTo(WS.value());
        assertThat(header(encoded, "ce_time")).isEqualTo("2026-01-31T12:00:00.123Z");
        assertThat(header(encoded, "ce_dataschema"))
                .isEqualTo("https://roundtable.io/schemas/io.roundtable.workspace.created.v1");
        assertThat(header(encoded, "ce_partitionkey")).isEqualTo(WS.value());
        assertThat(header(encoded, "ce_sequence")).isEqualTo("0000000000000000012");
        assertThat(header(encoded, "ce_correlationid")).isEqualTo("corr");
        assertThat(header(encoded, "ce_causationid")).isEqualTo(ID.value());
        assertThat(header(encoded, "ce_commandoffset")).isEqualTo("99");
        assertThat(header(encoded, "ce_traceparent")).isEqualTo(TRACE);
        assertThat(encoded.headers()).noneMatch(header -> header.value().length == 0);
    }

    @Test
    void shouldWriteNamesInSnakeCaseAndLeaveNullsOut() {
        var encoded = codec.encode(least(new BroadcastMessage(WS, MSG, null, null, LEAST)), NOON);

        assertThat(new String(encoded.value(), UTF_8))
                .isEqualTo("{\"workspace_id\":\"ws_0123456789\",\"broadcast_id\":\"msg_0123456789\","
                        + "\"utterance\":{\"message_type\":\"request\",\"content\":null,\"priority\":\"normal\"}}");
    }

    @Test
    void shouldReadACorrelationOfBeforeThatNobodyMaySayAnyMore() {
        // Given
        var said = new Utterance(MessageType.REQUEST, new RawJson("1"), "a\nb\u0085", null, null, null, null);
        var cause = new Cause(ID, 99);
        var event = new EventEnvelope(
                ID + "-0",
                12,
                NOON,
                Principal.sandbox(SB),
                cause,
                said.correlationId(),
                null,
                new MessageSent(WS, MSG, SB, OTHER, said, 0));
        var command = least(new BroadcastMessage(WS, MSG, SB, null, said));

        // When
        var written = codec.encode(event);
        var given = codec.encode(command, NOON);

        // Then
        assertThat(codec.event(written.headers(), written.value())).isEqualTo(event);
        assertThat(codec.command(given.headers(), given.value())).isEqualTo(command);
    }

    @Test
    void shouldNotTakeAKeyThatIsNoWorkspaces() {
        for (byte[] key : new byte[][] {null, {}, "sb_0123456789".getBytes(UTF_8), {(byte) 0xff}}) {
            assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> RecordCodec.workspace(key));
        }
    }
}
