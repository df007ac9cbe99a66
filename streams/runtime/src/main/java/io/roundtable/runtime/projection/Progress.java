package io.roundtable.runtime.projection;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far each partition's rows have come, and which partitions had to stop. */
final class Progress {

    private static final Logger log = LoggerFactory.getLogger(Progress.class);

    private final Map<TopicPartition, State> states = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> doubts = new ConcurrentHashMap<>();
    private final Clock clock;

    Progress(Clock clock) {
        this.clock = clock;
    }

    /**
     * One partition.
     *
     * @param settled one past the last record that is in the tables, or isn't to be
     * @param polled one past the last record that the consumer has given out
     * @param position where the consumer reads on: past transaction markers, which are no records
     * @param since when it came so far, or had to stop
     * @param stopped why it goes no further; null while it does
     */
    record State(
            long settled,
            long polled,
            long position,
            Instant since,
            @Nullable String stopped) {

        /** One past the last offset that leaves nothing to do. */
        long reached() {
            return settled >= polled ? Math.max(settled, position) : settled;
        }
    }

    /** A partition is read from here on; what stopped it before may be gone. */
    void opened(TopicPartition partition, long offset) {
        states.put(partition, new State(offset, offset, offset, clock.instant(), null));
    }

    void polled(TopicPartition partition, long afterLast, long position) {
        states.computeIfPresent(
                partition,
                (_, at) -> new State(
                        at.settled(),
                        Math.max(at.polled(), afterLast),
                        Math.max(at.position(), position),
                        at.since(),
                        at.stopped()));
    }

    void settled(TopicPartition partition, long offset) {
        states.computeIfPresent(
                partition, (_, at) -> new State(offset, at.polled(), at.position(), clock.instant(), at.stopped()));
    }

    void stop(TopicPartition partition, long offset, String reason) {
        log.error("the projection of {} stops at offset {}: {}", partition, offset, reason);
        states.compute(
                partition,
                (_, at) -> at == null
                        ? new State(offset, offset, offset, clock.instant(), reason)
                        : new State(offset, at.polled(), at.position(), clock.instant(), reason));
    }

    boolean isStopped(TopicPartition partition) {
        State state = states.get(partition);
        return state != null && state.stopped() != null;
    }

    /**
     * Whether a gap after this offset is met for the first time. It may be the reading that went wrong, so that it is
     * worth reading from the checkpoint once more; a second time it is the log.
     */
    boolean isNewDoubt(TopicPartition partition, long offset) {
        Long before = doubts.put(partition, offset);
        return before == null || before != offset;
    }

    /** Somebody else's from now on. */
    void forget(Collection<TopicPartition> partitions) {
        states.keySet().removeAll(partitions);
    }

    Map<TopicPartition, State> states() {
        return Map.copyOf(states);
    }
}
