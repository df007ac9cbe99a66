package io.roundtable.runtime.projection;

import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.SequenceBroken;
import io.roundtable.persistence.projection.Stretch;
import io.roundtable.runtime.DeadLetter;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the records of a partition, and writes them with the checkpoint in one SQL transaction: when all that was
 * read has been processed, {@linkplain Together together} with other partitions, or when there are many. The slower the
 * database, the more was read meanwhile, so that batches grow as they have to. By ticks they don't: Kafka Streams hands
 * out one record between two ticks where what they do takes longer than until the next. Only where a version is filled
 * do batches wait until no more come.
 *
 * <p>Whatever goes wrong is mended in one way: what was gathered is let go, the checkpoint is opened again, and reading
 * goes on there. Only the checkpoint knows whether a write that failed was committed nevertheless, or what another
 * writer has done. Meanwhile the consumer reads nothing of this partition, and the thread goes on with the others. A
 * log that isn't what it has to be stops the partition at the record in question, and no other partition.
 */
@NullUnmarked // Kafka Streams sets the fields in init; without a checkpoint it is closed
final class ProjectionProcessor<T> implements Processor<byte[], byte[], Void, Void> {

    private static final Logger log = LoggerFactory.getLogger(ProjectionProcessor.class);

    private static final long NOT_ENDED = -1;

    private final Together<T> together;
    private final Follower<T> follower;
    private final Surroundings around;
    private final Progress progress;
    private final ProjectorSettings.Tuning tuning;
    private final Batch<T> batch;
    private final Sieve sieve = new Sieve();
    private final Backoff backoff;
    private TopicPartition partition;
    private ProcessorContext<Void, Void> context;
    private Cancellable ticks;
    private Checkpoint checkpoint;
    private long ended;

    ProjectionProcessor(Together<T> together, Surroundings around, ProjectorSettings.Tuning tuning) {
        this.together = together;
        this.follower = together.follower();
        this.around = around;
        this.progress = around.progress();
        this.tuning = tuning;
        this.batch = new Batch<>(tuning.maxBatch());
        this.backoff = new Backoff(around.nanos());
    }

    /** Kafka Streams may call it again on the same object, when it revives a task. */
    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        partition = new TopicPartition(follower.topic(), context.taskId().partition());
        progress.assigned(partition);
        letGo();
        if (ticks != null) {
            ticks.cancel();
        }
        ended = NOT_ENDED;
        if (!tuning.gathers()) {
            around.reading().beforeMore(partition, this::flushTogether);
        }
        ticks = context.schedule(tuning.flushInterval(), PunctuationType.WALL_CLOCK_TIME, _ -> tick());
        tick();
    }

    @Override
    public void process(Record<byte[], byte[]> entry) {
        long offset = context.recordMetadata().orElseThrow().offset();
        if (checkpoint == null) {
            sieve.drops(offset);
        } else if (sieve.takes(offset)) {
            if (offset < follower.end(partition.partition())) {
                take(offset, entry);
            } else {
                end(offset);
            }
        }
    }

    /** What lies before is written, and the rest isn't read, as long as this is the end. */
    private void end(long offset) {
        flush();
        if (checkpoint != null && batch.isEmpty()) {
            letGo();
            ended = offset;
            progress.settled(partition, offset, Instant.EPOCH);
        } else if (checkpoint != null) {
            retreat(around.database().reason());
        }
    }

    private void take(long offset, Record<byte[], byte[]> entry) {
        if (!follower.isOurs(entry.headers())) {
            passOver(offset, entry);
            return;
        }
        T read;
        try {
            read = follower.read(offset, entry);
        } catch (RuntimeException | StackOverflowError e) {
            // reading is done without help from outside, so this is the record's fault whatever it is
            flush();
            if (checkpoint != null && batch.isEmpty()) {
                stop(offset, "the record can't be read: " + e);
            } else if (checkpoint != null) {
                retreat(around.database().reason());
            }
            return;
        }
        batch.add(read, offset, entry);
        if (batch.isFull() || progress.isLast(partition, offset, follower.end(partition.partition()))) {
            flush();
        }
        if (batch.isFull()) {
            retreat(around.database().reason());
        }
    }

    private void passOver(long offset, Record<byte[], byte[]> entry) {
        log.warn("a foreign record at {} offset {} is passed over and kept", partition, offset);
        var time = Instant.ofEpochMilli(entry.timestamp());
        around.foreign()
                .keep(new DeadLetter.Origin(partition, offset, entry.key(), entry.value(), entry.headers()), time);
        if (batch.isEmpty()) {
            progress.settled(partition, offset + 1, time);
        } else {
            batch.passes(offset);
        }
    }

    private void tick() {
        if (checkpoint != null) {
            if (tuning.gathers() && batch.rests()) {
                flush();
            }
        } else if (ended < follower.end(partition.partition())
                && !progress.isStopped(partition)
                && backoff.isDue()
                && !waitsWithOthers()) {
            open();
        }
    }

    private void flushTogether() {
        if (checkpoint != null && !batch.isEmpty() && !waitsWithOthers()) {
            together.add(this);
        }
    }

    /** What waits to be written. */
    Batch<T> batch() {
        return batch;
    }

    /** What waits to be written, and the checkpoint that it follows. */
    Stretch<T> stretch() {
        return batch.after(checkpoint);
    }

    /** Whether the database is away for another partition, which tries for all. */
    boolean waitsWithOthers() {
        if (around.database().isDue()) {
            return false;
        }
        progress.waitsWithOthers(partition, around.database().reason());
        return true;
    }

    private void open() {
        try {
            checkpoint = follower.open(partition.partition());
        } catch (RuntimeException e) {
            failed(e, 0);
            return;
        }
        ended = NOT_ENDED;
        around.database().worked();
        sieve.from(checkpoint.offset());
        around.reading().from(partition, new Reading.Start(checkpoint.offset(), sieve::begun));
    }

    /** Writes what waits to be written by itself. */
    void flush() {
        if (batch.isEmpty() || waitsWithOthers()) {
            return;
        }
        Checkpoint end;
        try {
            end = follower.write(List.of(stretch())).getFirst();
        } catch (RuntimeException | StackOverflowError e) {
            if (Fault.of(e) == Fault.RECORD && batch.size() > 1) {
                writeSingly();
            } else {
                failed(e);
            }
            return;
        }
        moved(end);
    }

    /** What waited to be written is written, and the checkpoint stands there. */
    void moved(Checkpoint end) {
        checkpoint = end;
        written(batch.afterLast(), batch.lastTime());
        batch.clear();
    }

    /** As far as the record that doesn't fit. */
    private void writeSingly() {
        for (Batch.Entry<T> one : batch.drain()) {
            try {
                checkpoint = follower.write(checkpoint, List.of(one.read()));
            } catch (RuntimeException | StackOverflowError e) {
                failed(e);
                return;
            }
            written(one.next(), one.time());
        }
    }

    private void written(long next, Instant time) {
        backoff.worked();
        around.database().worked();
        progress.settled(partition, next, time);
    }

    /** What was to be written isn't. */
    void failed(Throwable thrown) {
        failed(thrown, checkpoint.offset());
    }

    private void failed(Throwable thrown, long at) {
        switch (Fault.of(thrown)) {
            case DATABASE -> {
                around.database().failed(rootOf(thrown));
                retreat(rootOf(thrown));
            }
            case TRANSACTION -> retreat(rootOf(thrown));
            case RECORD -> {
                if (mayBeMisread(thrown, at)) {
                    retreat(rootOf(thrown));
                } else {
                    log.error("{} can't go on after offset {}", partition, at, thrown);
                    stop(at, rootOf(thrown));
                }
            }
        }
    }

    private boolean mayBeMisread(Throwable thrown, long at) {
        return thrown instanceof SequenceBroken broken
                && broken.kind() == SequenceBroken.Kind.GAP
                && progress.isNewDoubt(partition, at);
    }

    private void retreat(String reason) {
        backoff.failed(reason);
        letGo();
        progress.waits(partition, reason);
    }

    private void stop(long offset, String reason) {
        letGo();
        progress.stop(partition, offset, reason);
    }

    private void letGo() {
        checkpoint = null;
        batch.clear();
        around.reading().hold(partition);
    }

    private static String rootOf(Throwable thrown) {
        Throwable root = thrown;
        for (int i = 0; i < 20 && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
