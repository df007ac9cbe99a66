package io.roundtable.runtime.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Topics;
import io.roundtable.persistence.projection.Stretch;
import io.roundtable.runtime.projection.PartitionProgress.Condition;
import io.roundtable.runtime.projection.ScriptedTable.Mishap;
import io.roundtable.runtime.projection.ScriptedTable.Row;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Some partitions of one thread, each with a record or more to write. */
final class TogetherTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final int PARTITIONS = 4;
    private static final int MAX_BATCH = 6;

    private final ScriptedTable table = new ScriptedTable();
    private final Progress progress = new Progress(Clock.fixed(NOON, ZoneOffset.UTC));
    private final Reading reading = new Reading();
    private long nanos;
    private final Surroundings around = new Surroundings((_, _) -> {}, progress, reading, () -> nanos);
    private final Together<Row> together = Together.of(table, reading, MAX_BATCH);
    private final List<Partition> partitions =
            IntStream.range(0, PARTITIONS).mapToObj(Partition::new).toList();

    /** A partition, and how far its log was handed out. */
    private final class Partition {

        private final MockProcessorContext<Void, Void> context;
        private final ProjectionProcessor<Row> processor = new ProjectionProcessor<>(
                together, around, new ProjectorSettings.Tuning(1, Duration.ofMillis(5), MAX_BATCH));
        private final int number;
        private long next;

        Partition(int number) {
            this.number = number;
            this.context = new MockProcessorContext<>(
                    new Properties(), new TaskId(0, number), Path.of("").toFile());
        }

        void open() {
            processor.init(context);
        }

        void say(long... sequences) {
            for (long sequence : sequences) {
                context.setRecordMetadata(Topics.EVENTS, number, next++);
                byte[] value = Long.toString(sequence).getBytes(UTF_8);
                processor.process(new Record<>(null, value, NOON.toEpochMilli()));
            }
        }

        void tick() {
            context.scheduledPunctuators().stream()
                    .filter(punctuator -> !punctuator.cancelled())
                    .forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
        }

        Condition condition() {
            return Objects.requireNonNull(progress.states().get(topicPartition()))
                    .condition();
        }

        TopicPartition topicPartition() {
            return new TopicPartition(Topics.EVENTS, number);
        }

        long written() {
            return table.open(number).sequence();
        }
    }

    @BeforeEach
    void open() {
        partitions.forEach(Partition::open);
        begin();
    }

    /** As the consumer would: from where each wants to be read. */
    private void begin() {
        reading.takeStarts().forEach((partition, start) -> {
            partitions.get(partition.partition()).next = start.offset();
            start.begun().accept(start.offset());
            progress.opened(partition, start.offset());
        });
    }

    private List<Long> written() {
        return partitions.stream().map(Partition::written).toList();
    }

    @Test
    void shouldWriteAllPartitionsOfAThreadInOneTransaction() {
        // Given
        partitions.get(0).say(1, 2);
        partitions.get(1).say(1);
        partitions.get(2).say(1);

        // When
        reading.flush();

        // Then
        assertThat(table.writes).isEqualTo(1);
        assertThat(written()).containsExactly(2L, 1L, 1L, 0L);
    }

    @Test
    void shouldWriteNoMoreAtOnceThanABatchHolds() {
        // Given
        partitions.get(0).say(1, 2, 3);
        partitions.get(1).say(1, 2, 3);
        partitions.get(2).say(1, 2);

        // When
        reading.flush();

        // Then
        assertThat(table.writes).isEqualTo(2);
        assertThat(written()).containsExactly(3L, 3L, 2L, 0L);
    }

    @Test
    void shouldWriteNothingWhereNothingWasRead() {
        // When
        reading.flush();

        // Then
        assertThat(table.writes).isZero();
    }

    @Test
    void shouldStopThePartitionWhoseRecordsDoNotFitAndWriteTheOthers() {
        // Given
        partitions.get(0).say(1);
        partitions.get(1).say(1, 7);
        partitions.get(2).say(1);

        // When
        reading.flush();
        begin();
        nanos += Duration.ofSeconds(1).toNanos();
        partitions.get(1).tick();
        begin();
        partitions.get(1).say(7);
        reading.flush();

        // Then
        assertThat(written()).containsExactly(1L, 1L, 1L, 0L);
        assertThat(partitions.get(1).condition()).isInstanceOf(Condition.Stopped.class);
        assertThat(partitions.get(0).condition()).isEqualTo(new Condition.Going());
        assertThat(partitions.get(2).condition()).isEqualTo(new Condition.Going());
    }

    @Test
    void shouldLetGoThePartitionThatAnotherHasWrittenAndWriteTheOthers() {
        // Given
        partitions.forEach(partition -> partition.say(1));
        var _ = table.write(List.of(new Stretch<>(table.open(1), List.of(new Row(0, 1)))));

        // When
        reading.flush();

        // Then
        assertThat(written()).containsExactly(1L, 1L, 1L, 1L);
        assertThat(table.rows).hasSize(4);
        assertThat(reading.held()).containsExactly(partitions.get(1).topicPartition());
    }

    @Test
    void shouldAskADatabaseThatIsAwayOnceForAllAndWriteAllWhenItIsBack() {
        // Given
        partitions.forEach(partition -> partition.say(1));
        table.mishapsOfWriting.add(away(false));

        // When
        reading.flush();

        // Then
        assertThat(table.writes).isEqualTo(1);
        assertThat(partitions)
                .allSatisfy(partition -> assertThat(partition.condition()).isInstanceOf(Condition.Waiting.class));
        comeBack();
        assertThat(written()).containsExactly(1L, 1L, 1L, 1L);
        assertThat(table.rows).hasSize(4);
    }

    @Test
    void shouldAskADatabaseThatIsAwayOnceThoughThereIsTooMuchForOneTransaction() {
        // Given
        partitions.forEach(partition -> partition.say(1, 2, 3));
        table.mishapsOfWriting.add(away(false));

        // When
        reading.flush();

        // Then
        assertThat(table.writes).isEqualTo(1);
        assertThat(table.rows).isEmpty();
    }

    @Test
    void shouldWriteNothingTwiceWhereTheConnectionBrokeAfterTheCommit() {
        // Given
        partitions.forEach(partition -> partition.say(1));
        table.mishapsOfWriting.add(away(true));

        // When
        reading.flush();
        comeBack();

        // Then
        assertThat(written()).containsExactly(1L, 1L, 1L, 1L);
        assertThat(table.rows).hasSize(4);
        partitions.forEach(partition -> partition.say(2));
        reading.flush();
        assertThat(written()).containsExactly(2L, 2L, 2L, 2L);
    }

    /** The next times that somebody looks, with what each partition wants read handed to it. */
    private void comeBack() {
        for (int i = 0; i < 5; i++) {
            nanos += Duration.ofSeconds(1).toNanos();
            partitions.forEach(Partition::tick);
            begin();
            partitions.stream().filter(partition -> partition.next == 0).forEach(partition -> partition.say(1));
            reading.flush();
        }
    }

    private static Mishap away(boolean afterCommit) {
        return new Mishap(() -> new DataAccessException("SQL", new SQLException("no", "08006")), afterCommit);
    }
}
