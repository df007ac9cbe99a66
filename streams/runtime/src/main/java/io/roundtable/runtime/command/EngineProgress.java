package io.roundtable.runtime.command;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** How far each partition of this engine has come, and which had to stop; for others to see. */
final class EngineProgress {

    private static final Logger log = LoggerFactory.getLogger(EngineProgress.class);

    private final Map<Integer, State> states = new ConcurrentHashMap<>();
    private final Clock clock;

    EngineProgress(Clock clock) {
        this.clock = clock;
    }

    /**
     * One partition.
     *
     * @param guard whose it is
     * @param since when it began to be decided here, or had to stop
     * @param obstacle why it goes no further; null while it does
     */
    record State(
            PartitionGuard guard,
            PartitionState at,
            Instant since,
            @Nullable Obstacle obstacle) {}

    void opened(int partition, PartitionGuard guard, PartitionState at) {
        State before = states.put(partition, new State(guard, at, clock.instant(), null));
        if (before != null && before.obstacle() != null) {
            log.info("partition {} goes on at offset {}", partition, at.nextOffset());
        }
    }

    void moved(int partition, PartitionState at) {
        states.computeIfPresent(
                partition, (_, before) -> new State(before.guard(), at, before.since(), before.obstacle()));
    }

    void stopped(int partition, PartitionGuard guard, PartitionState at, Obstacle obstacle) {
        State before = states.get(partition);
        boolean isNews = before == null || !obstacle.equals(before.obstacle());
        if (isNews) {
            var level = obstacle.kind() == Obstacle.Kind.PASSING ? Level.INFO : Level.ERROR;
            log.atLevel(level)
                    .log(
                            "commands of partition {} are not decided from offset {} on: {}",
                            partition,
                            at.nextOffset(),
                            obstacle.reason());
        }
        Instant since = before == null || isNews ? clock.instant() : before.since();
        states.put(partition, new State(guard, at, since, obstacle));
    }

    /** Somebody else's from now on, or another guard's already. */
    void forget(int partition, PartitionGuard guard) {
        states.computeIfPresent(partition, (_, state) -> state.guard() == guard ? null : state);
    }

    /** By partition, in order. */
    Map<Integer, State> states() {
        return new TreeMap<>(states);
    }

    /** How many need a person. */
    int stopped() {
        return (int) states.values().stream()
                .map(State::obstacle)
                .filter(obstacle -> obstacle != null && obstacle.kind() != Obstacle.Kind.PASSING)
                .count();
    }
}
