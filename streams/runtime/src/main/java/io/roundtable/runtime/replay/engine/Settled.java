package io.roundtable.runtime.replay.engine;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.Changelogs;
import io.roundtable.runtime.log.LogOffsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** Whether all that an engine began to write is committed or undone. */
record Settled(LogOffsets offsets, Duration patience) {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** @throws ReplayRefused where a transaction stays open for longer */
    void await(int partition) {
        var names = Stream.concat(
                        Stream.of(Topics.EVENTS, Topics.REPLIES, Topics.DEAD_LETTERS), Changelogs.NAMES.stream())
                .toList();
        List<TopicPartition> written = offsets.topics(names).keySet().stream()
                .map(topic -> new TopicPartition(topic, partition))
                .toList();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isSettled(written)) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw new ReplayRefused("a transaction on partition " + partition
                        + " is still open; infra/docs/runbooks/engine-stopped.md tells how to end it");
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private boolean isSettled(List<TopicPartition> written) {
        var committed = offsets.committedEnds(written);
        var all = offsets.ends(written);
        return written.stream()
                .allMatch(partition ->
                        Objects.requireNonNull(committed.get(partition)) >= Objects.requireNonNull(all.get(partition)));
    }
}
