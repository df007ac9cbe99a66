package io.roundtable.contract.wire;

import static io.roundtable.contract.wire.Everything.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.EventEnvelope.Cause;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Reply;
import io.roundtable.contract.Reply.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands on a topic: either it is read, or it is malformed; nothing else may come out of the codec. */
final class MalformedRecordTest {

    private static final RecordCodec CODEC = new RecordCodec("/test", RecordCodec.DEFAULT_SCHEMAS);
    private static final CommandId ID = new CommandId("cmd_0123456789");

    /** What can be tried on a record, whichever topic it is from. */
    @FunctionalInterface
    private interface Reading {
        Object read(Headers headers, byte @Nullable [] value);
    }

    private static final List<Reading> READINGS = List.of(CODEC::command, CODEC::event, CODEC::reply);

    private static Encoded encode(Command command) {
        return CODEC.encode(new CommandEnvelope(ID, Principal.system("x"), 1, null, 2L, null, command), NOON);
    }

    /** A good record of every type. */
    private static List<Encoded> good() {
        var all = new ArrayList<Encoded>();
        Everything.COMMANDS.forEach(command -> all.add(encode(command)));
        Everything.EVENTS.forEach(event -> all.add(CODEC.encode(
                new EventEnvelope("e", 1, NOON, Principal.system("x"), new Cause(ID, 1), null, null, event))));
        all.add(CODEC.encode(
                new Reply(ID, Everything.WS, NOON, false, 1, Outcome.of(new Reply.Accepted(1, List.of("a"), NOON))),
                1,
                null));
        return all;
    }

    private static void readOrMalformed(Headers headers, byte[] value) {
        for (var reading : READINGS) {
            try {
                assertThat(reading.read(headers, value)).isNotNull();
            } catch (MalformedRecord e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldCallBytesAtRandomMalformedAndNothingWorse(long seed) {
        var random = new Random(seed);
        var headers = good().stream().map(Encoded::headers).toList();
        for (int i = 0; i < 2_000; i++) {
            byte[] value = new byte[random.nextInt(200)];
            random.nextBytes(value);
            readOrMalformed(headers.get(random.nextInt(headers.size())), value);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldSurviveGoodRecordsThatWereDamaged(long seed) {
        var random = new Random(seed);
        var good = good();
        for (int i = 0; i < 2_000; i++) {
            var record = good.get(random.nextInt(good.size()));
            byte[] value = record.value().clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                value[random.nextInt(value.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt() : "{}[]\",:0n-".charAt(random.nextInt(10)));
            }
            readOrMalformed(
                    record.headers(),
                    random.nextInt(5) == 0 ? Arrays.copyOf(value, random.nextInt(value.length)) : value);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldSurviveHeadersThatWereDamaged(long seed) {
        var random = new Random(seed);
        var good = good();
        for (int i = 0; i < 2_000; i++) {
            var record = good.get(random.nextInt(good.size()));
            var headers = new RecordHeaders();
            for (var header : record.headers()) {
                byte[] damaged = new byte[random.nextInt(30)];
                random.nextBytes(damaged);
                switch (random.nextInt(12)) {
                    case 0 -> headers.add(header.key(), damaged);
                    case 1 -> headers.add(header.key(), null);
                    case 2 -> headers.add("x-" + header.key(), header.value());
                    default -> headers.add(header);
                }
            }
            readOrMalformed(headers, record.value());
        }
    }

    private static final List<String> OPTIONAL = List.of(
            "ack_wait_seconds",
            "container_id",
            "content",
            "correlation_id",
            "delay_seconds",
            "detail",
            "failed",
            "last_error",
            "reason",
            "until");

    private static boolean isChange(Headers headers) {
        String type = CloudEventHeaders.of(headers).get(CloudEventHeaders.TYPE);
        return type.startsWith("io.roundtable.subscription.change");
    }

    @Test
    void shouldMissAnyFieldThatMustBeThere() throws IOException {
        for (var record : good()) {
            var tree = (ObjectNode) Json.shared().readTree(record.value());
            var required = tree.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !OPTIONAL.contains(name))
                    .filter(name -> !name.equals("from_sandbox_id") && !name.equals("to_sandbox_ids"))
                    // events have it, commands may
                    .filter(name -> tree.has("sandbox_id") || !name.equals("redrives"))
                    .filter(name -> !(tree.has("status") && name.equals("connection_details")))
                    // of a change of a subscription
                    .filter(name -> !isChange(record.headers())
                            || !List.of("url", "event_types").contains(name))
                    .toList();
            for (String name : required) {
                for (var damaged : List.of(
                        tree.deepCopy().without(List.of(name)), tree.deepCopy().putNull(name))) {
                    byte[] value = Json.write(damaged);
                    assertThat(READINGS)
                            .as(new String(value, UTF_8))
                            .allSatisfy(reading -> assertThatExceptionOfType(MalformedRecord.class)
                                    .isThrownBy(() -> reading.read(record.headers(), value)));
                }
            }
        }
    }

    @Test
    void shouldMissAValue() {
        for (var record : good()) {
            assertThat(READINGS)
                    .allSatisfy(reading -> assertThatExceptionOfType(MalformedRecord.class)
                            .isThrownBy(() -> reading.read(record.headers(), null)));
            readOrMalformed(new RecordHeaders(), record.value());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1", "\"x\"", "{}", "{} {}", "{\"a\":1}"})
    void shouldNotTakeAnythingElseForACommand(String value) {
        for (var command : Everything.COMMANDS) {
            assertThatExceptionOfType(MalformedRecord.class)
                    .isThrownBy(() -> CODEC.command(encode(command).headers(), value.getBytes(UTF_8)));
        }
    }

    static Stream<String> needed() {
        return Stream.of("ce_type", "ce_id", "ce_actor", "ce_seed");
    }

    @ParameterizedTest
    @MethodSource("needed")
    void shouldNameTheHeaderThatIsMissing(String name) {
        var record = encode(Everything.COMMANDS.getFirst());
        record.headers().remove(name);

        assertThatExceptionOfType(MalformedRecord.class)
                .isThrownBy(() -> CODEC.command(record.headers(), record.value()))
                .withMessageContaining(name);
    }

    @Test
    void shouldNotTakeAnEventForACommandNorTheOtherWayRound() {
        var command = encode(Everything.COMMANDS.getFirst());

        assertThatExceptionOfType(MalformedRecord.class)
                .isThrownBy(() -> CODEC.event(command.headers(), command.value()))
                .withMessageContaining("no event has the type io.roundtable.workspace.create.v1");
    }
}
