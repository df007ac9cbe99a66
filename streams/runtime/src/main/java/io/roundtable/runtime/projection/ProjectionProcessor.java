package io.roundtable.runtime.projection;

import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.SequenceBroken;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.NullUnmarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the records of a partition, and writes them with the checkpoint in one SQL transaction, by count and by time.
 *
 * <p>A failed write kills the thread, and so does a gap the first time: the next assignment begins at the checkpoint. A
 * log that isn't what it has to be stops the partition at the record in question, and no other partition.
 */
@NullUnmarked // Kafka Streams sets the fields in init
final class ProjectionProcessor<T> implements Processor<byte[], byte[], Void, Void> {

    private static final Logger log = LoggerFactory.getLogger(ProjectionProcessor.class);

    private final Follower<T> follower;
    private final ForeignRecords foreign;
    private final Progress progress;
    private final ProjectorSettings.Tuning tuning;
    private final Batch<T> batch;
    private TopicPartition partition;
    private Checkpoint checkpoint;
    private long passed;
    private ProcessorContext<Void, Void> context;

    ProjectionProcessor(
            Follower<T> follower, ForeignRecords foreign, Progress progress, ProjectorSettings.Tuning tuning) {
        this.follower = follower;
        this.foreign = foreign;
        this.progress = progress;
        this.tuning = tuning;
        this.batch = new Batch<>(tuning.maxBatch());
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        partition = new TopicPartition(follower.topic(), context.taskId().partition());
        try {
            checkpoint = follower.open(partition.partition());
        } catch (SequenceBroken e) {
            progress.stop(partition, 0, e.getMessage());
        }
        context.schedule(tuning.flushInterval(), PunctuationType.WALL_CLOCK_TIME, _ -> flush());
    }

    @Override
    public void process(Record<byte[], byte[]> entry) {
        long offset = context.recordMetadata().orElseThrow().offset();
        if (progress.isStopped(partition) || offset < checkpoint.offset()) {
            return; // what the checkpoint covers is in the tables, whoever wrote it
        }
        if (!follower.isOurs(entry.headers())) {
            log.warn("a foreign record at {} offset {} is passed over and kept", partition, offset);
            foreign.keep(partition, offset, entry);
            passed = offset + 1;
            if (batch.isEmpty()) {
                progress.settled(partition, passed);
            }
            return;
        }
        if (read(offset, entry) && batch.isFull()) {
            flush();
        }
    }

    private boolean read(long offset, Record<byte[], byte[]> entry) {
        T read;
        try {
            read = follower.read(offset, entry.headers(), entry.value());
        } catch (RuntimeException e) {
            // reading is done without help from outside, so this is the record's fault whatever it is
            flush();
            if (!progress.isStopped(partition)) {
                progress.stop(partition, offset, "the record can't be read: " + e);
            }
            return false;
        }
        batch.add(read, entry.value() == null ? 0 : entry.value().length);
        return true;
    }

    private void flush() {
        if (batch.isEmpty() || progress.isStopped(partition)) {
            return;
        }
        try {
            checkpoint = batch.write(follower, checkpoint);
            var _ = batch.drain();
        } catch (SequenceBroken | IllegalStateException | DataAccessException e) {
            if (!isOfTheLog(e)) {
                throw e;
            }
            writeSingly(batch.drain());
            return;
        }
        progress.settled(partition, Math.max(checkpoint.offset(), passed));
    }

    /** As far as the record that doesn't fit. */
    private void writeSingly(List<T> records) {
        for (T one : records) {
            try {
                checkpoint = follower.write(checkpoint, List.of(one));
            } catch (SequenceBroken | IllegalStateException | DataAccessException e) {
                if (!isOfTheLog(e) || mayBeMisread(e)) {
                    throw e;
                }
                progress.stop(partition, checkpoint.offset(), String.valueOf(e.getMessage()));
                return;
            }
        }
        progress.settled(partition, Math.max(checkpoint.offset(), passed));
    }

    private boolean mayBeMisread(RuntimeException e) {
        return e instanceof SequenceBroken broken
                && broken.kind() == SequenceBroken.Kind.GAP
                && progress.isNewDoubt(partition, checkpoint.offset());
    }

    /** Whether trying again is of no use, since what was read doesn't fit the tables. */
    private static boolean isOfTheLog(RuntimeException e) {
        return !(e instanceof DataAccessException failure)
                || switch (failure.sqlStateClass()) {
                    case C22_DATA_EXCEPTION, C23_INTEGRITY_CONSTRAINT_VIOLATION -> true;
                    default -> false;
                };
    }
}
