package io.roundtable.runtime.command;

import static io.roundtable.runtime.People.ALICE;
import static io.roundtable.runtime.People.BOB;
import static io.roundtable.runtime.People.LAB;
import static io.roundtable.runtime.People.OLGA;
import static io.roundtable.runtime.People.STRANGER;
import static io.roundtable.runtime.People.by;
import static io.roundtable.runtime.People.createSandbox;
import static io.roundtable.runtime.People.createWorkspace;
import static io.roundtable.runtime.People.rename;
import static io.roundtable.runtime.People.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.runtime.RecordSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The four fates of a fault, never mixed; and what doesn't fail. */
final class FatesTest {

    private static final CommandEnvelope CREATED = by(OLGA, 1, createWorkspace(LAB));

    @TempDir
    private Path dir;

    private static @Nullable RejectionCode code(Reply reply) {
        Rejection rejection = reply.outcome().rejection();
        return rejection == null ? null : rejection.code();
    }

    private static String header(TestRecord<byte[], byte[]> entry, String name) {
        return Objects.requireNonNull(CloudEventHeaders.of(entry.headers()).find(name), name);
    }

    @Test
    void shouldTellWhatHappenedAndAnswerOnceWhenACommandIsAccepted() {
        try (var engine = new TestEngine(dir)) {
            // When
            engine.give(CREATED);

            // Then
            assertThat(engine.events()).singleElement().satisfies(event -> {
                assertThat(event.sequence()).isEqualTo(1);
                assertThat(event.id()).isEqualTo(CREATED.commandId() + "-0");
                assertThat(event.time()).isEqualTo(TestEngine.NOON);
                assertThat(event.cause().commandOffset()).isZero();
            });
            assertThat(engine.replies()).singleElement().satisfies(reply -> {
                assertThat(reply.commandId()).isEqualTo(CREATED.commandId());
                assertThat(reply.sequence()).isEqualTo(1);
                assertThat(reply.replayed()).isFalse();
                assertThat(reply.outcome().accepted()).isNotNull();
            });
            assertThat(engine.read(Topics.DEAD_LETTERS)).isEmpty();
        }
    }

    @Test
    void shouldAnswerOnceAndChangeNothingWhenACommandIsRefused() {
        try (var engine = new TestEngine(dir).give(CREATED)) {
            // Given
            engine.written();
            var before = engine.rows(CommandProcessor.STATE);

            // When
            engine.give(by(STRANGER, 2, rename(LAB, "mine")));

            // Then
            assertThat(engine.replies()).singleElement().satisfies(reply -> {
                assertThat(code(reply)).isEqualTo(RejectionCode.WORKSPACE_NOT_FOUND);
                assertThat(reply.sequence()).isEqualTo(1);
            });
            assertThat(engine.written()).isEmpty();
            assertThat(engine.rows(CommandProcessor.STATE)).isEqualTo(before);
        }
    }

    private static Encoded good() {
        return TestEngine.CODEC.encode(CREATED, TestEngine.NOON);
    }

    private static Encoded with(String name, byte @Nullable [] value) {
        var headers = new RecordHeaders(good().headers()).remove(name);
        return new Encoded(good().key(), good().value(), value == null ? headers : headers.add(name, value));
    }

    static Stream<Encoded> poison() {
        var good = good();
        return Stream.of(
                new Encoded(LAB.value(), good.value(), new RecordHeaders()),
                with(CloudEventHeaders.ID, null),
                with(CloudEventHeaders.ID, "msg_0123456789".getBytes(StandardCharsets.UTF_8)),
                with(CloudEventHeaders.ID, new byte[] {(byte) 0xff}),
                new Encoded("not a key", good.value(), good.headers()));
    }

    /** Somebody waits for these, who can be told. */
    static Stream<Encoded> undecodable() {
        var good = good();
        return Stream.of(
                with(CloudEventHeaders.TYPE, null),
                with(CloudEventHeaders.TYPE, "io.roundtable.no.such.v1".getBytes(StandardCharsets.UTF_8)),
                with(CloudEventHeaders.ACTOR, new byte[] {(byte) 0xff}),
                new Encoded(LAB.value(), new byte[] {0, 1, (byte) 0xff}, good.headers()),
                new Encoded(LAB.value(), "null".getBytes(StandardCharsets.UTF_8), good.headers()),
                new Encoded(LAB.value(), "[".repeat(100_000).getBytes(StandardCharsets.UTF_8), good.headers()),
                new Encoded("ws_somebodyelse", good.value(), good.headers()));
    }

    @ParameterizedTest
    @MethodSource("undecodable")
    void shouldRefuseWithInternalKeepTheBytesAndGoOnWhenACommandCanNotBeDecoded(Encoded command) {
        try (var engine = new TestEngine(dir)) {
            // Given
            var second = by(OLGA, 2, createWorkspace(LAB));

            // When
            engine.give(command).give(second);

            // Then
            assertThat(engine.replies())
                    .satisfiesExactly(
                            refused -> {
                                assertThat(code(refused)).isEqualTo(RejectionCode.INTERNAL);
                                assertThat(refused.commandId()).isEqualTo(CREATED.commandId());
                                assertThat(refused.workspaceId().value()).isEqualTo(command.key());
                                assertThat(refused.sequence()).isZero();
                            },
                            accepted -> assertThat(accepted.commandId()).isEqualTo(second.commandId()));
            assertThat(engine.read(Topics.DEAD_LETTERS)).singleElement().satisfies(entry -> {
                assertThat(entry.key()).isEqualTo(command.keyBytes());
                assertThat(entry.value()).isEqualTo(command.value());
                assertThat(header(entry, "reason")).isNotBlank();
                assertThat(header(entry, CloudEventHeaders.PARTITION_KEY)).isEqualTo(command.key());
            });
            assertThat(engine.events()).extracting(EventEnvelope::sequence).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @MethodSource("poison")
    void shouldKeepTheBytesOfWhatIsNoCommandAndGoOn(Encoded poison) {
        try (var engine = new TestEngine(dir)) {
            // When
            engine.give(poison).give(CREATED);

            // Then
            var kept = engine.read(Topics.DEAD_LETTERS);
            assertThat(kept).singleElement().satisfies(entry -> {
                assertThat(entry.key()).isEqualTo(poison.keyBytes());
                assertThat(entry.value()).isEqualTo(poison.value());
                assertThat(header(entry, "topic")).isEqualTo(Topics.COMMANDS);
                assertThat(header(entry, "partition")).isEqualTo("0");
                assertThat(header(entry, "offset")).isEqualTo("0");
                assertThat(header(entry, "reason")).isNotBlank();
                poison.headers()
                        .forEach(original -> assertThat(entry.headers()
                                        .lastHeader("original." + original.key())
                                        .value())
                                .isEqualTo(original.value()));
            });
            assertThat(engine.replies())
                    .singleElement()
                    .satisfies(reply -> assertThat(code(reply)).isNull());
            assertThat(engine.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.sequence()).isEqualTo(1));
        }
    }

    @Test
    void shouldSayInTheReplysHeadersWhichCommandItAnswers() {
        // Given
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var traced = new CommandEnvelope(CREATED.commandId(), OLGA, 0, null, null, trace, CREATED.command());
        try (var engine = new TestEngine(dir)) {
            // When
            engine.raw(null, null, new RecordHeaders()).give(traced);

            // Then
            assertThat(engine.read(Topics.REPLIES)).singleElement().satisfies(entry -> {
                assertThat(header(entry, CloudEventHeaders.SEQUENCE)).isEqualTo("0000000000000000001");
                assertThat(header(entry, CloudEventHeaders.COMMAND_OFFSET)).isEqualTo("1");
                assertThat(header(entry, CloudEventHeaders.TRACEPARENT)).isEqualTo(trace);
            });
        }
    }

    @Test
    void shouldDecideNothingWhileStateAndEventsDiffer() {
        // Given
        var logs = new FakeLogs();
        logs.lastEvent = new Logs.LastEvent(4, true);
        try (var engine = new TestEngine(dir, TestEngine.Parts.USUAL, logs)) {
            // When
            engine.give(CREATED);
            engine.driver.advanceWallClockTime(Duration.ofMinutes(1));

            // Then
            assertThat(engine.written()).isEmpty();
        }
    }

    @Test
    void shouldKeepRecordsWithoutKeyOrValue() {
        try (var engine = new TestEngine(dir)) {
            engine.raw(null, null, new RecordHeaders())
                    .raw(LAB.value().getBytes(StandardCharsets.UTF_8), null, new RecordHeaders());

            assertThat(engine.read(Topics.DEAD_LETTERS)).hasSize(2);
            assertThat(engine.replies()).isEmpty();
        }
    }

    @Test
    void shouldTakeACommandOfAnotherPartitionForPoison() {
        var sixteen = new Partitions(16);
        var foreign = IntStream.range(0, 100)
                .mapToObj(i -> new io.roundtable.contract.WorkspaceId("ws_elsewhere" + (100 + i)))
                .filter(id -> sixteen.of(id) != 0)
                .findFirst()
                .orElseThrow();
        try (var engine = new TestEngine(dir, TestEngine.Parts.USUAL.with(sixteen))) {
            engine.give(by(OLGA, 1, createWorkspace(foreign)));

            assertThat(engine.read(Topics.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(
                            entry -> assertThat(header(entry, "reason")).contains("partition " + sixteen.of(foreign)));
            assertThat(engine.written()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.roundtable.runtime.command.FailingRules#all")
    void shouldRefuseWithInternalKeepTheBytesAndGoOnWhenTheEngineItselfFails(FailingRules rules) {
        try (var engine = new TestEngine(dir, TestEngine.Parts.USUAL.with(rules))) {
            // Given
            engine.give(CREATED).written();
            var before = engine.rows(CommandProcessor.STATE);
            var command = TestEngine.CODEC.encode(by(OLGA, 2, rename(LAB, FailingRules.TRIGGER)), TestEngine.NOON);

            // When
            engine.give(command);

            // Then
            assertThat(code(engine.reply())).isEqualTo(RejectionCode.INTERNAL);
            assertThat(engine.read(Topics.DEAD_LETTERS)).singleElement().satisfies(entry -> {
                assertThat(entry.value()).isEqualTo(command.value());
                assertThat(header(entry, "reason")).contains("on purpose");
            });
            assertThat(engine.events()).isEmpty();
            assertThat(engine.rows(CommandProcessor.STATE)).isEqualTo(before);

            engine.give(by(OLGA, 3, rename(LAB, "fine")));
            assertThat(engine.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.sequence()).isEqualTo(2));
        }
    }

    @Test
    void shouldRefuseWithInternalWhatWouldBeTooLargeForItsTopic() {
        try (var engine = new TestEngine(dir).give(CREATED)) {
            // Given
            engine.written();
            var huge = new CommandEnvelope(
                    io.roundtable.runtime.People.commandId(2),
                    OLGA,
                    0,
                    null,
                    null,
                    "0".repeat(Topics.MAX_RECORD_BYTES),
                    rename(LAB, "other"));

            // When
            engine.give(huge).give(by(OLGA, 3, rename(LAB, "fine")));

            // Then
            assertThat(engine.replies()).extracting(FatesTest::code).containsExactly(RejectionCode.INTERNAL, null);
            assertThat(engine.events())
                    .extracting(EventEnvelope::event)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            WorkspaceChanged.class,
                            changed -> assertThat(changed.definition().name()).isEqualTo("fine"));
            assertThat(engine.read(Topics.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(entry -> assertThat(RecordSize.of(entry.key(), entry.value(), entry.headers()))
                            .isLessThanOrEqualTo(Topics.MAX_DEAD_LETTER_BYTES));
        }
    }

    @Test
    void shouldDieAndNeverRefuseWhenTheStoreFails() {
        var broken = new AtomicBoolean();
        var parts = TestEngine.Parts.USUAL.with(name -> new BreakableStore(name, broken));
        try (var engine = new TestEngine(dir, parts).give(CREATED)) {
            // Given
            engine.written();
            broken.set(true);

            // When
            assertThatThrownBy(() -> engine.give(by(OLGA, 2, rename(LAB, "other"))))
                    .hasStackTraceContaining(BreakableStore.REASON);

            // Then
            broken.set(false);
            assertThat(engine.written()).isEmpty();
        }
    }

    @Test
    void shouldNumberEventsWithoutAGapWhateverHappensBetweenThem() {
        try (var engine = new TestEngine(dir).give(CREATED)) {
            // When
            engine.give(by(OLGA, 2, createSandbox(LAB, ALICE)));
            engine.give(by(OLGA, 3, createSandbox(LAB, ALICE)));
            engine.raw(null, null, new RecordHeaders());
            engine.give(by(OLGA, 4, createSandbox(LAB, BOB)));
            engine.give(by(OLGA, 5, rename(LAB, "Laboratory")));
            engine.give(by(OLGA, 6, send(1, "1")));

            // Then
            assertThat(engine.events()).extracting(EventEnvelope::sequence).containsExactly(1L, 2L, 3L, 4L);
            assertThat(engine.replies())
                    .extracting(reply -> reply.commandId().value().substring(29))
                    .containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @Test
    void shouldNeverGoBackInTimeWhenTheBrokerDoes() {
        try (var engine = new TestEngine(dir).give(CREATED)) {
            // When
            engine.at(TestEngine.NOON.minus(Duration.ofHours(3))).give(by(OLGA, 2, rename(LAB, "a")));
            engine.at(TestEngine.NOON.plusMillis(1)).give(by(OLGA, 3, rename(LAB, "b")));

            // Then
            assertThat(engine.events())
                    .extracting(EventEnvelope::time)
                    .containsExactly(TestEngine.NOON, TestEngine.NOON, TestEngine.NOON.plusMillis(1));
            assertThat(engine.replies()).extracting(Reply::time).isSorted();
        }
    }
}
