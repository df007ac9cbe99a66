package io.roundtable.runtime.projection;

import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.SequenceBroken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the records of a partition, and writes them with the checkpoint in one SQL transaction, by count and by time.
 *
 * <p>A failed write kills the thread: the next assignment begins at the checkpoint. A log that isn't what it has to be
 * stops the partition, and no other.
 */
@NullUnmarked // Kafka Streams sets the fields in init
final class ProjectionProcessor<T> implements Processor<byte[], byte[], Void, Void> {

    private static final Logger log = LoggerFactory.getLogger(ProjectionProcessor.class);

    private final Follower<T> follower;
    private final ForeignRecords foreign;
    private final Progress progress;
    private final ProjectorSettings.Tuning tuning;
    private final List<T> batch = new ArrayList<>();
    private TopicPartition partition;
    private Checkpoint checkpoint;
    private ProcessorContext<Void, Void> context;

    ProjectionProcessor(
            Follower<T> follower, ForeignRecords foreign, Progress progress, ProjectorSettings.Tuning tuning) {
        this.follower = follower;
        this.foreign = foreign;
        this.progress = progress;
        this.tuning = tuning;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        partition = new TopicPartition(follower.topic(), context.taskId().partition());
        checkpoint = follower.open(partition.partition());
        Duration interval = tuning.flushInterval();
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, _ -> flush());
    }

    @Override
    public void process(Record<byte[], byte[]> entry) {
        long offset = context.recordMetadata().orElseThrow().offset();
        if (progress.isStopped(partition)) {
            return;
        }
        if (offset < checkpoint.offset()) {
            throw new IllegalStateException(
                    partition + " was read from " + offset + ", but its checkpoint is " + checkpoint.offset());
        }
        if (!follower.isOurs(entry.headers())) {
            log.warn("a foreign record at {} offset {} is passed over and kept", partition, offset);
            foreign.keep(partition, offset, entry, Instant.ofEpochMilli(entry.timestamp()));
            return;
        }
        try {
            batch.add(follower.read(offset, entry.headers(), entry.value()));
        } catch (MalformedRecord e) {
            flush();
            progress.stop(partition, offset, "the record can't be read: " + e.getMessage());
            return;
        }
        if (batch.size() >= tuning.maxBatch()) {
            flush();
        }
    }

    private void flush() {
        if (batch.isEmpty() || progress.isStopped(partition)) {
            return;
        }
        try {
            checkpoint = follower.write(checkpoint, batch);
            progress.moved(partition, checkpoint.offset());
        } catch (SequenceBroken e) {
            progress.stop(partition, checkpoint.offset(), String.valueOf(e.getMessage()));
        }
        batch.clear();
    }
}
