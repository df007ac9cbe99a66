package io.roundtable.runtime.projection;

import io.roundtable.runtime.projection.PartitionProgress.Condition;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far each partition's rows have come, which partitions wait for something, and which had to stop. */
final class Progress {

    private static final Logger log = LoggerFactory.getLogger(Progress.class);

    private final Map<TopicPartition, PartitionProgress> states = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> doubts = new ConcurrentHashMap<>();
    private final Clock clock;

    Progress(Clock clock) {
        this.clock = clock;
    }

    /** A partition is ours from now on; what stopped it before may be gone. */
    void assigned(TopicPartition partition) {
        states.put(partition, PartitionProgress.unopened(clock.instant(), Thread.currentThread()));
    }

    /** Reading goes on from here. */
    void opened(TopicPartition partition, long offset) {
        change(partition, at -> {
            if (at.condition() instanceof Condition.Waiting(String why) && !why.equals(PartitionProgress.OPENING)) {
                log.info("the projection of {} goes on at offset {}", partition, offset);
            }
            return at.opened(offset, clock.instant());
        });
    }

    /** Only markers of transactions were read. */
    void passed(TopicPartition partition, long position) {
        change(partition, at -> at.passed(position));
    }

    /**
     * Records were given out.
     *
     * @param first the time of the first
     * @param afterLast one past the last
     */
    void polled(TopicPartition partition, Instant first, long afterLast, long position) {
        change(partition, at -> at.polled(first, afterLast).passed(position));
    }

    /** What lies before is in the tables, or isn't to be; {@code last} is the time of the last such record. */
    void settled(TopicPartition partition, long offset, Instant last) {
        change(partition, at -> at.settled(offset, last, clock.instant()));
    }

    /** It can't go on now, and tries again by itself; said once for each reason. */
    void waits(TopicPartition partition, String reason) {
        var waiting = new Condition.Waiting(reason);
        change(partition, at -> {
            if (!at.condition().equals(waiting)) {
                log.warn("the projection of {} waits, and then goes on from its checkpoint: {}", partition, reason);
            }
            return at.in(waiting, clock.instant());
        });
    }

    /** It waits with others for what one of them has met, who has said so. */
    void waitsWithOthers(TopicPartition partition, String reason) {
        change(partition, at -> at.in(new Condition.Waiting(reason), clock.instant()));
    }

    /** Whether nothing is to come after this record before that end: transactions' markers are no records. */
    boolean isLast(TopicPartition partition, long offset, long end) {
        var state = states.get(partition);
        return state != null
                && state.offsets().position() >= end
                && offset + 1 >= Math.min(state.offsets().polled(), end);
    }

    void stop(TopicPartition partition, long offset, String reason) {
        log.error("the projection of {} stops at offset {}: {}", partition, offset, Runbook.see(reason));
        change(partition, at -> at.settledAt(offset).in(new Condition.Stopped(reason), clock.instant()));
    }

    boolean isStopped(TopicPartition partition) {
        var state = states.get(partition);
        return state != null && state.condition() instanceof Condition.Stopped;
    }

    /**
     * Whether a gap after this offset is met for the first time. It may be the reading that went wrong, so that it is
     * worth reading from the checkpoint once more; a second time it is the log.
     */
    boolean isNewDoubt(TopicPartition partition, long offset) {
        Long before = doubts.put(partition, offset);
        return before == null || before != offset;
    }

    /** Somebody else's from now on, unless another of our threads has it already. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(partition ->
                states.computeIfPresent(partition, (_, at) -> at.owner().equals(Thread.currentThread()) ? null : at));
    }

    /** Null where it isn't ours. */
    @Nullable
    PartitionProgress state(TopicPartition partition) {
        return states.get(partition);
    }

    Map<TopicPartition, PartitionProgress> states() {
        return Map.copyOf(states);
    }

    private void change(TopicPartition partition, UnaryOperator<PartitionProgress> change) {
        states.computeIfPresent(partition, (_, at) -> change.apply(at));
    }
}
