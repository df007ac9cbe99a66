package io.roundtable.runtime.command;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.StreamsFailures;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** How an engine is: the whole, and each partition that it has with how far it is behind. */
final class EngineStatus {

    private final KafkaStreams streams;
    private final StreamsFailures failures;
    private final EngineProgress progress;
    private final CommandLag lag;
    private volatile Instant since;

    /** @param streams not started yet */
    EngineStatus(KafkaStreams streams, StreamsFailures failures, EngineProgress progress, CommandLag lag, Clock clock) {
        this.streams = streams;
        this.failures = failures;
        this.progress = progress;
        this.lag = lag;
        this.since = clock.instant();
        streams.setStateListener((_, _) -> since = clock.instant());
    }

    List<RoleStatus> parts() {
        var states = progress.states();
        var ends = lag.ends(states.keySet());
        var parts = new ArrayList<RoleStatus>();
        parts.add(whole(ends.keySet().containsAll(states.keySet())));
        states.forEach((partition, state) -> parts.add(part(partition, state, ends)));
        return parts;
    }

    private RoleStatus whole(boolean logAnswers) {
        var state = streams.state();
        String failure = failures.current();
        if (failure == null && !logAnswers) {
            return whole(false, "the end of the log of commands can't be read", "check that Kafka is up");
        }
        boolean ready = state == KafkaStreams.State.RUNNING && failure == null;
        String detail = failure == null ? state.name().toLowerCase(Locale.ROOT) : failure;
        return whole(ready, detail, ready ? null : action(state, failure));
    }

    private RoleStatus whole(boolean ready, String detail, @Nullable String action) {
        return new RoleStatus("streams", ready, null, since, detail, action);
    }

    private static String action(KafkaStreams.State state, @Nullable String failure) {
        if (failure != null) {
            return "mend what it says; it tries again by itself, at least every 10 s";
        }
        return state == KafkaStreams.State.ERROR
                ? "read the log of the engine for the cause, and restart it"
                : "wait: it joins its group and restores its stores";
    }

    private static RoleStatus part(int partition, EngineProgress.State state, Map<Integer, Long> ends) {
        long next = state.at().nextOffset();
        Long end = ends.get(partition);
        Obstacle obstacle = state.obstacle();
        return new RoleStatus(
                new TopicPartition(Topics.COMMANDS, partition).toString(),
                obstacle == null,
                end == null ? null : Math.max(0, end - next),
                state.since(),
                obstacle == null
                        ? "at offset " + next + ", last command of "
                                + state.at().time()
                        : obstacle.reason(),
                obstacle == null ? null : obstacle.action());
    }
}
