package io.roundtable.runtime.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Stretch;
import io.roundtable.runtime.ForeignRecords;
import io.roundtable.runtime.projection.PartitionProgress.Condition;
import io.roundtable.runtime.projection.ScriptedTable.Mishap;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** One partition whose log, table and consumer are in the test's hands. */
final class ProjectionProcessorTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition(Topics.EVENTS, 0);
    private static final int MAX_BATCH = 10;

    private final ScriptedTable table = new ScriptedTable();
    private final Progress progress = new Progress(Clock.fixed(NOON, ZoneOffset.UTC));
    private final Reading reading = new Reading();
    private final MockProducer<byte[], byte[]> letters =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final List<String> log = new ArrayList<>();
    private final Deque<Integer> fetched = new ArrayDeque<>();
    private int position;
    private long nanos;
    private final Surroundings around =
            new Surroundings(new ForeignRecords(letters)::keep, progress, reading, () -> nanos);
    private final ProjectionProcessor<ScriptedTable.Row> processor = new ProjectionProcessor<>(
            Together.of(table, reading, MAX_BATCH),
            around,
            new ProjectorSettings.Tuning(1, Duration.ofMillis(5), MAX_BATCH));

    private void append(long... sequences) {
        LongStream.of(sequences).forEach(sequence -> log.add(Long.toString(sequence)));
    }

    /** As a thread of Kafka Streams would: reads what it may, and hands it over some other time. */
    private void fetch() {
        reading.takeStarts().forEach((partition, start) -> {
            position = (int) start.offset();
            start.begun().accept(start.offset());
            progress.opened(partition, start.offset());
        });
        while (!reading.held().contains(PARTITION) && position < log.size()) {
            fetched.add(position++);
        }
    }

    private void deliver(int count) {
        for (int i = 0; i < count && !fetched.isEmpty(); i++) {
            int offset = fetched.remove();
            context.setRecordMetadata(Topics.EVENTS, 0, offset);
            processor.process(new Record<>(null, log.get(offset).getBytes(UTF_8), NOON.toEpochMilli()));
        }
    }

    private void tick() {
        context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
    }

    private void run(int rounds) {
        for (int i = 0; i < rounds; i++) {
            fetch();
            deliver(Integer.MAX_VALUE);
            tick();
            reading.flush();
            nanos += Duration.ofMillis(50).toNanos();
        }
    }

    private Condition condition() {
        return Objects.requireNonNull(progress.states().get(PARTITION)).condition();
    }

    private static Mishap sqlState(String state, boolean afterCommit) {
        return new Mishap(() -> new DataAccessException("SQL", new SQLException("no", state)), afterCommit);
    }

    @Test
    void shouldWriteAllThatWasReadTogetherBeforeMoreIsRead() {
        // Given
        append(1, 2, 3);
        processor.init(context);
        fetch();
        deliver(Integer.MAX_VALUE);

        // When
        reading.flush();

        // Then
        assertThat(table.rows).containsExactly(1L, 2L, 3L);
        assertThat(table.writes).isEqualTo(1);
    }

    @Test
    void shouldGoOnInPlaceWhenTheConnectionBrokeBeforeTheWrite() {
        // Given
        append(1, 2, 3);
        table.mishapsOfWriting.add(sqlState("08006", false));
        processor.init(context);

        // When
        run(1);
        append(4);
        run(10);

        // Then
        assertThat(table.rows).containsExactly(1L, 2L, 3L, 4L);
        assertThat(condition()).isEqualTo(new Condition.Going());
    }

    @Test
    void shouldWriteNothingTwiceWhenTheConnectionBrokeAfterTheCommit() {
        // Given
        append(1, 2, 3);
        table.mishapsOfWriting.add(sqlState("08006", true));
        processor.init(context);

        // When
        run(10);

        // Then
        assertThat(table.rows).containsExactly(1L, 2L, 3L);
        assertThat(table.writes).isEqualTo(1);
        assertThat(condition()).isEqualTo(new Condition.Going());
    }

    @Test
    void shouldTakeNothingThatWasFetchedBeforeItWentBackForTheNextRecord() {
        // Given
        append(1, 2, 3, 4, 5, 6);
        table.mishapsOfWriting.add(sqlState("57P01", false));
        processor.init(context);
        fetch();
        deliver(2);
        reading.flush();
        assertThat(condition()).isInstanceOf(Condition.Waiting.class);

        // When
        deliver(1);
        nanos += Duration.ofSeconds(1).toNanos();
        tick();
        deliver(1);
        fetch();
        deliver(Integer.MAX_VALUE);
        reading.flush();

        // Then
        assertThat(table.rows).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void shouldAskADatabaseThatIsAwayOnceASecondAtMostAndReadNothingMeanwhile() {
        // Given
        append(1, 2, 3);
        processor.init(context);
        run(1);
        append(4, 5);
        table.mishapsOfWriting.add(sqlState("57P01", false));
        for (int i = 0; i < 1_000; i++) {
            table.mishapsOfOpening.add(sqlState("08001", false));
        }

        // When
        run(20 * 60);

        // Then
        assertThat(table.openings).isBetween(55, 70);
        assertThat(reading.held()).containsExactly(PARTITION);
        table.mishapsOfOpening.clear();
        run(30);
        assertThat(table.rows).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void shouldHoldNoMoreThanABatchWhileTheDatabaseIsAwayForOthers() {
        // Given
        processor.init(context);
        around.database().failed("it is away");
        LongStream.rangeClosed(1, 3 * MAX_BATCH).forEach(this::append);

        // When
        fetch();
        deliver(Integer.MAX_VALUE);

        // Then
        assertThat(table.writes).isZero();
        assertThat(reading.held()).containsExactly(PARTITION);
        run(10);
        assertThat(table.rows).hasSize(3 * MAX_BATCH).isSorted();
    }

    @Test
    void shouldSayWhatAnotherHasMetThatTriesForAllAndGoOnWhenThatOneDoes() {
        // Given
        around.database().failed("the connection is refused");
        processor.init(context);
        assertThat(condition()).isEqualTo(new Condition.Waiting("the connection is refused"));
        append(1);
        run(5);
        assertThat(condition()).isEqualTo(new Condition.Going());
        append(2);

        // When
        around.database().failed("it is starting up");
        run(1);

        // Then
        assertThat(condition()).isEqualTo(new Condition.Waiting("it is starting up"));
        assertThat(table.rows).containsExactly(1L);
        run(5);
        assertThat(condition()).isEqualTo(new Condition.Going());
        assertThat(table.rows).containsExactly(1L, 2L);
    }

    @Test
    void shouldHoldNothingAgainstAPartitionThatHasNothingToWriteWhileTheDatabaseIsAway() {
        // Given
        append(1);
        processor.init(context);
        run(1);

        // When
        around.database().failed("it is away");
        run(1);

        // Then
        assertThat(condition()).isEqualTo(new Condition.Going());
    }

    @Test
    void shouldGoOnFromWhereAnotherHasWrittenTo() {
        // Given
        append(1, 2, 3, 4, 5);
        processor.init(context);
        fetch();
        deliver(2);
        var _ = table.write(List.of(
                new Stretch<>(table.open(0), List.of(new ScriptedTable.Row(0, 1), new ScriptedTable.Row(1, 2)))));

        // When
        run(10);

        // Then
        assertThat(table.rows).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(condition()).isEqualTo(new Condition.Going());
    }

    @Test
    void shouldReadAGapOnceMoreAndGoOnWhereItWasOnlyTheReading() {
        // Given
        append(1, 2, 3, 4);
        processor.init(context);
        fetch();
        deliver(1);
        fetched.remove();

        // When
        run(10);

        // Then
        assertThat(table.rows).containsExactly(1L, 2L, 3L, 4L);
        assertThat(condition()).isEqualTo(new Condition.Going());
    }

    @Test
    void shouldStopAtAGapThatIsStillThereWhenItIsReadAgain() {
        // Given
        append(1, 2, 4, 5);
        processor.init(context);

        // When
        run(20);

        // Then
        assertThat(table.rows).containsExactly(1L, 2L);
        assertThat(condition())
                .isInstanceOfSatisfying(
                        Condition.Stopped.class,
                        stopped -> assertThat(stopped.reason()).contains("a gap"));
        assertThat(reading.held()).containsExactly(PARTITION);
    }

    @Test
    void shouldStopAtTheRecordThatNobodyThoughtOfAndKeepWhatCameBefore() {
        // Given
        append(1, 2);
        log.add("rubbish");
        append(3);
        processor.init(context);

        // When
        run(10);

        // Then
        assertThat(table.rows).containsExactly(1L, 2L);
        assertThat(condition())
                .isInstanceOfSatisfying(
                        Condition.Stopped.class,
                        stopped -> assertThat(stopped.reason()).contains("can't be read"));
    }

    @Test
    void shouldStopAtAWriteThatFailsForAReasonNobodyThoughtOf() {
        // Given
        append(1);
        table.mishapsOfWriting.add(new Mishap(() -> new ArithmeticException("/ by zero"), false));
        processor.init(context);

        // When
        run(10);

        // Then
        assertThat(table.rows).isEmpty();
        assertThat(table.writes).isEqualTo(1);
        assertThat(condition())
                .isInstanceOfSatisfying(
                        Condition.Stopped.class,
                        stopped -> assertThat(stopped.reason()).contains("/ by zero"));
    }

    @Test
    void shouldBeginAtItsCheckpointAgainWithNothingInHandWhenItIsRevived() {
        // Given
        append(1, 2, 3);
        processor.init(context);
        fetch();
        deliver(2);

        // When
        fetched.clear();
        processor.init(context);

        // Then
        assertThat(context.scheduledPunctuators().stream().filter(punctuator -> !punctuator.cancelled()))
                .hasSize(1);
        tick();
        assertThat(table.rows).isEmpty();
        run(2);
        assertThat(table.rows).containsExactly(1L, 2L, 3L);
        assertThat(table.writes).isEqualTo(1);
        assertThat(table.open(0)).isEqualTo(new Checkpoint("test", "topic", 0, 3, 3));
    }

    @Test
    void shouldEndWhereItIsToAndReadNoFurther() {
        // Given
        append(1, 2, 3, 4, 5);
        table.end = 3;
        processor.init(context);

        // When
        run(10);

        // Then
        assertThat(table.rows).containsExactly(1L, 2L, 3L);
        assertThat(Objects.requireNonNull(progress.states().get(PARTITION))
                        .offsets()
                        .settled())
                .isGreaterThanOrEqualTo(3);
        assertThat(reading.held()).contains(PARTITION);
    }

    @Test
    void shouldGoOnToALaterEndWithoutMissingOrRepeatingAnything() {
        // Given
        append(1, 2, 3, 4, 5, 6);
        table.end = 3;
        processor.init(context);
        run(10);

        // When
        table.end = 5;
        run(10);

        // Then
        assertThat(table.rows).containsExactly(1L, 2L, 3L, 4L, 5L);

        // When
        table.end = 9;
        append(7, 8, 9, 10);
        run(10);

        // Then
        assertThat(table.rows).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void shouldEndThereWhateverHasGoneWrongBefore() {
        // Given
        append(1, 2, 3, 4, 5);
        table.end = 3;
        table.mishapsOfWriting.add(sqlState("08006", true));
        processor.init(context);

        // When
        run(20);

        // Then
        assertThat(table.rows).containsExactly(1L, 2L, 3L);
    }
}
