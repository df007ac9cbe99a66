package io.roundtable.runtime.projection;

import java.time.Clock;
import java.time.Instant;
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
    private final Clock clock;

    Progress(Clock clock) {
        this.clock = clock;
    }

    /**
     * One partition.
     *
     * @param offset where reading goes on
     * @param since when the offset or the stop was noted
     * @param stopped why it goes no further; null while it does
     */
    record State(long offset, Instant since, @Nullable String stopped) {}

    void moved(TopicPartition partition, long offset) {
        states.put(partition, new State(offset, clock.instant(), null));
    }

    void stop(TopicPartition partition, long offset, String reason) {
        log.error("the projection of {} stops at offset {}: {}", partition, offset, reason);
        states.put(partition, new State(offset, clock.instant(), reason));
    }

    boolean isStopped(TopicPartition partition) {
        State state = states.get(partition);
        return state != null && state.stopped() != null;
    }

    Map<TopicPartition, State> states() {
        return Map.copyOf(states);
    }
}
