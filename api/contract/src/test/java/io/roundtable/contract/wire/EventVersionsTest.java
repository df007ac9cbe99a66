package io.roundtable.contract.wire;

import static io.roundtable.contract.wire.Everything.MSG;
import static io.roundtable.contract.wire.Everything.NOON;
import static io.roundtable.contract.wire.Everything.OTHER;
import static io.roundtable.contract.wire.Everything.SB;
import static io.roundtable.contract.wire.Everything.WS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.EventEnvelope.Cause;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A message whose event had two shapes before today's. */
final class EventVersionsTest {

    private static final String V1 = "io.roundtable.message.sent.v1";
    private static final String V2 = "io.roundtable.message.sent.v2";
    private static final String V3 = "io.roundtable.message.sent.v3";
    private static final Map<String, Class<? extends Event>> TODAY = Map.of(V3, MessageSent.class);

    /** What was said lay flat once, and the depth had another name. */
    private static final List<Upcaster> CHAIN = List.of(
            Upcaster.of(V2, members -> members.renamed("depth", "hops")), Upcaster.of(V1, EventVersionsTest::gathered));

    private static final String CONTENT = "{ \"a\":\"\\u0000\\ud800 é😀\" , \"a\" : 0.10,\"b\":1e400 }";

    private final EventVersions versions = new EventVersions(TODAY, CHAIN);

    private static Members gathered(Members flat) {
        var utterance = Map.of("content", required(flat, "content"), "message_type", required(flat, "message_type"));
        return flat.without("content").without("message_type").with("utterance", utterance);
    }

    private static RawJson required(Members members, String name) {
        return Objects.requireNonNull(members.find(name));
    }

    private static EventEnvelope event(MessageSent sent) {
        return new EventEnvelope(
                "cmd_0123456789-0",
                7,
                NOON,
                Principal.system("timer"),
                new Cause(new CommandId("cmd_0123456789"), 1),
                null,
                null,
                sent);
    }

    private EventEnvelope read(String type, String value) {
        var headers = new RecordCodec("/t", RecordCodec.DEFAULT_SCHEMAS)
                .encode(event(sent()))
                .headers();
        headers.remove(CloudEventHeaders.TYPE);
        headers.add(CloudEventHeaders.TYPE, type.getBytes(UTF_8));
        return RecordCodec.event(headers, value.getBytes(UTF_8), versions);
    }

    private static MessageSent sent() {
        var said = new Utterance(MessageType.REQUEST, new RawJson(CONTENT), null, null, null, null, null);
        return new MessageSent(WS, MSG, SB, OTHER, said, 3);
    }

    private static final String ENDS = "\"workspace_id\":\"" + WS + "\",\"message_id\":\"" + MSG
            + "\",\"from_sandbox_id\":\"" + SB + "\",\"to_sandbox_id\":\"" + OTHER + "\"";

    @Test
    void shouldReadAnEventOfEachVersionAsItWouldBeWrittenToday() {
        // When
        var first = read(V1, "{" + ENDS + ",\"message_type\":\"request\",\"content\": " + CONTENT + " ,\"depth\":3}");
        var second = read(
                V2,
                "{" + ENDS + ",\"utterance\":{\"message_type\":\"request\",\"content\":" + CONTENT + "},\"depth\":3}");
        var third = read(
                V3,
                "{" + ENDS + ",\"utterance\":{\"message_type\":\"request\",\"content\":" + CONTENT + "},\"hops\":3}");

        // Then
        assertThat(List.of(first, second, third)).containsOnly(event(sent()));
    }

    @Test
    void shouldKnowEveryVersionThatThereHasBeen() {
        assertThat(versions.all()).containsExactlyInAnyOrder(V1, V2, V3);
        assertThat(versions.record(V1)).isEqualTo(MessageSent.class);
        assertThat(versions.record("io.roundtable.message.sent.v4")).isNull();
    }

    @Test
    void shouldLeaveTheBytesOfTodaysVersionAlone() {
        byte[] value = "not even JSON".getBytes(UTF_8);

        assertThat(versions.today(V3, value)).isSameAs(value);
        assertThat(versions.today(V1, null)).isNull();
    }

    @Test
    void shouldRefuseAnOldEventThatIsNoObject() {
        for (String value : List.of("", "[]", "null", "{\"a\":", "3")) {
            assertThatExceptionOfType(MalformedRecord.class)
                    .as(value)
                    .isThrownBy(() -> versions.today(V1, value.getBytes(UTF_8)));
        }
    }

    @Test
    void shouldNotTakeAChainWithAGapOrALooseEnd() {
        for (var chain : List.<List<Upcaster>>of(
                List.of(),
                List.of(CHAIN.get(0)),
                List.of(CHAIN.get(1)),
                List.of(CHAIN.get(0), CHAIN.get(1), Upcaster.of(V3, m -> m)),
                List.of(CHAIN.get(0), CHAIN.get(1), Upcaster.of("io.roundtable.message.lost.v1", m -> m)),
                List.of(CHAIN.get(0), CHAIN.get(1), CHAIN.get(1)))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .as(chain.toString())
                    .isThrownBy(() -> new EventVersions(TODAY, chain));
        }
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new EventVersions(Map.of("io.roundtable.message.sent", MessageSent.class), List.of()))
                .withMessageContaining("version");
    }
}
