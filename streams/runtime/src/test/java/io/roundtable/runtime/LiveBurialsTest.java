package io.roundtable.runtime;

import static io.roundtable.runtime.People.ALICE;
import static io.roundtable.runtime.People.BOB;
import static io.roundtable.runtime.People.LAB;
import static io.roundtable.runtime.People.OLGA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.roundtable.contract.Command;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.LeaseCommand.RejectMessage;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Topics;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordTypes;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.persistence.projection.DeadLetterId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message that was given up is kept with the bytes by which it was sent: once, whatever is killed meanwhile. */
final class LiveBurialsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Lately, or the broker would take it for too old to be kept. */
    private final Instant began =
            Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS).minusSeconds(3_600);

    private static final int PARTITION = LiveStage.HASH.of(LAB);

    @TempDir
    private Path dir;

    private LiveStage stage;
    private int commands;
    private long sequence;

    @BeforeEach
    void start() {
        stage = new LiveStage(dir);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private List<EventEnvelope> give(Command command) {
        stage.give(People.by(OLGA, ++commands, command));
        stage.flush();
        await().atMost(PATIENCE).until(() -> stage.answered().size() >= commands);
        return Objects.requireNonNull(stage.events().get(PARTITION)).stream()
                .filter(event -> event.cause().commandId().equals(People.commandId(commands)))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> awaitLetters(int count) {
        return await().atMost(PATIENCE).until(() -> stage.read(Topics.DEAD_LETTERS), found -> found.size() >= count);
    }

    private void tell(Event event) {
        sequence++;
        var time = began.plusMillis(sequence / 3);
        var cause = new EventEnvelope.Cause(People.commandId((int) sequence), sequence);
        var id = People.commandId((int) sequence).value() + "-0";
        stage.tell(
                PARTITION,
                new EventEnvelope(id, sequence, time, Principal.system("test"), cause, null, null, event),
                time);
    }

    /** Messages that were sent and given up at once. */
    private void tellOfFailures(int first, int last) {
        for (int i = first; i <= last; i++) {
            tell(new MessageSent(LAB, People.message(i), ALICE, BOB, People.saying("{ \"n\" : " + i + " }"), 0));
            var failure = new Failure(FailureReason.MAX_ATTEMPTS, 5, began, began.plusSeconds(1), "füßlich", 0);
            tell(new MessageDeadLettered(LAB, BOB, People.message(i), failure, null));
        }
    }

    private static List<String> ids(List<ConsumerRecord<byte[], byte[]>> letters) {
        return letters.stream()
                .map(letter -> CloudEventHeaders.of(letter.headers()).get(CloudEventHeaders.ID))
                .toList();
    }

    @Test
    void shouldKeepWhatWasSentToOneOrToManyWithAllThatIsKnownOfItsFailure() {
        try (var _ = stage.engine("stores");
                var _ = stage.projector();
                var _ = stage.burials()) {
            // Given
            give(People.createWorkspace(LAB));
            give(People.createSandbox(LAB, ALICE));
            give(People.createSandbox(LAB, BOB));
            give(People.send(1, "{ \"as\":\"it came\" }"));
            give(new BroadcastMessage(LAB, People.message(2), ALICE, null, People.saying("[ 2 ]")));
            var leases = give(new LeaseMessages(LAB, BOB, 10, null));

            // When
            leases.forEach(lease -> {
                var of = (MessageLeased) lease.event();
                give(new RejectMessage(LAB, BOB, of.messageId(), of.leaseId(), "nonsense"));
            });

            // Then
            var letters = awaitLetters(2);
            assertThat(letters).hasSize(2);
            assertIsWhole(
                    letters.getFirst(),
                    People.message(1).value(),
                    ((MessageLeased) leases.getFirst().event()).messageId().value());
            assertIsWhole(
                    letters.getLast(),
                    People.message(2).value(),
                    ((MessageLeased) leases.getLast().event()).messageId().value());
        }
    }

    private void assertIsWhole(ConsumerRecord<byte[], byte[]> letter, String subject, String message) {
        var sent = stage.read(Topics.EVENTS).stream()
                .filter(entry ->
                        CloudEventHeaders.of(entry.headers()).get("ce_subject").equals(subject))
                .findFirst()
                .orElseThrow();
        assertThat(letter.key()).isEqualTo(sent.key());
        assertThat(letter.value()).isEqualTo(sent.value());
        assertThat(letter.partition()).isEqualTo(sent.partition());
        for (Header header : sent.headers()) {
            assertThat(letter.headers().lastHeader("original." + header.key()).value())
                    .as(header.key())
                    .isEqualTo(header.value());
        }
        var headers = CloudEventHeaders.of(letter.headers());
        assertThat(headers.get(CloudEventHeaders.TYPE)).isEqualTo(RecordTypes.BURIED);
        assertThat(headers.get("offset")).isEqualTo(Long.toString(sent.offset()));
        assertThat(headers.get("reason")).isEqualTo("rejected");
        assertThat(headers.get("attempts")).isEqualTo("1");
        assertThat(headers.get("redrives")).isEqualTo("0");
        assertThat(headers.get("last_error")).isEqualTo("nonsense");
        assertThat(headers.get("message_id")).isEqualTo(message);
        assertThat(headers.get("to_sandbox_id")).isEqualTo(BOB.value());
        assertThat(headers.get("first_failed_at")).isEqualTo(headers.get("last_failed_at"));
        assertThat(headers.get("dead_letter_id")).isEqualTo(DeadLetterId.of(new MessageId(message), 0));
    }

    @Test
    void shouldKeepEachOnceThoughItIsKilledBetweenAppendingAndCommitting() throws Exception {
        // Given
        tell(new WorkspaceCreated(LAB, new WorkspaceDefinition("Laboratory", null, null), new UserId(OLGA.id())));
        tellOfFailures(1, 150);
        try (var _ = stage.projector()) {
            try (var process = BurialsProcess.start(stage, dir.resolve("burials"))) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(this::isHalfWritten);
                process.kill();
            }
            tellOfFailures(151, 200);

            // When
            try (var _ = stage.burials()) {
                var letters = awaitLetters(200);

                // Then
                assertThat(ids(letters)).doesNotHaveDuplicates().hasSize(200);
                assertThat(letters)
                        .extracting(
                                letter -> CloudEventHeaders.of(letter.headers()).get("message_id"))
                        .isEqualTo(IntStream.rangeClosed(1, 200)
                                .mapToObj(i -> People.message(i).value())
                                .toList());
                assertThat(letters)
                        .allSatisfy(letter -> assertThat(new String(letter.value(), StandardCharsets.UTF_8))
                                .contains(CloudEventHeaders.of(letter.headers()).get("message_id")));
            }
        }
    }

    private boolean isHalfWritten() {
        var partition = new TopicPartition(Topics.DEAD_LETTERS, PARTITION);
        return end(partition, IsolationLevel.READ_UNCOMMITTED) > end(partition, IsolationLevel.READ_COMMITTED);
    }

    private long end(TopicPartition partition, IsolationLevel level) {
        return LiveStage.get(stage.admin
                        .listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(level))
                        .partitionResult(partition))
                .offset();
    }

    @Test
    void shouldGoOnWhereItWasAndWriteNothingAgainWhenTheTablesAreMadeAnew() {
        // Given
        tell(new WorkspaceCreated(LAB, new WorkspaceDefinition("Laboratory", null, null), new UserId(OLGA.id())));
        tellOfFailures(1, 3);
        try (var _ = stage.projector();
                var _ = stage.burials()) {
            awaitLetters(3);
        }
        stage.clearTables();

        // When
        tellOfFailures(4, 4);
        try (var _ = stage.projector();
                var _ = stage.burials()) {
            awaitLetters(4);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stage.rows()).isEqualTo(stage.folded()));
        }

        // Then
        assertThat(ids(stage.read(Topics.DEAD_LETTERS))).hasSize(4).doesNotHaveDuplicates();
    }
}
