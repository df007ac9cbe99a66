package io.roundtable.runtime.projection;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What processors want of the consumer that reads for them, which carries it out in its next poll. Each thread of Kafka
 * Streams has a consumer of its own, so what is asked for on a thread is meant for that thread's consumer, and what a
 * partition's former owner still asks for reaches nobody.
 */
final class Reading {

    private final ThreadLocal<Wishes> wishes = ThreadLocal.withInitial(Wishes::new);
    private final List<Runnable> afterFlushes = new CopyOnWriteArrayList<>();

    /**
     * Where to go on.
     *
     * @param begun is told where reading really begins
     */
    record Start(long offset, LongConsumer begun) {}

    private record Wishes(
            Set<TopicPartition> held, Map<TopicPartition, Start> starts, Map<TopicPartition, Runnable> flushes) {

        Wishes() {
            this(new HashSet<>(), new HashMap<>(), new HashMap<>());
        }
    }

    /** Has this done whenever all that was read has been processed, before more is read. */
    void beforeMore(TopicPartition partition, Runnable flush) {
        wishes.get().flushes().put(partition, flush);
    }

    /** Has this done on each thread, whenever all that {@link #beforeMore} was told is done. */
    void afterFlushes(Runnable work) {
        afterFlushes.add(work);
    }

    /** What {@link #beforeMore} and {@link #afterFlushes} were told. */
    void flush() {
        List.copyOf(wishes.get().flushes().values()).forEach(Runnable::run);
        afterFlushes.forEach(Runnable::run);
    }

    /** Fetch nothing of it until told where to begin. */
    void hold(TopicPartition partition) {
        wishes.get().starts().remove(partition);
        wishes.get().held().add(partition);
    }

    /** Read on from there. */
    void from(TopicPartition partition, Start start) {
        wishes.get().held().remove(partition);
        wishes.get().starts().put(partition, start);
    }

    void forget(Collection<TopicPartition> partitions) {
        wishes.get().held().removeAll(partitions);
        wishes.get().starts().keySet().removeAll(partitions);
        wishes.get().flushes().keySet().removeAll(partitions);
    }

    Set<TopicPartition> held() {
        return wishes.get().held();
    }

    /** Where to go on, asked for since the last time. */
    Map<TopicPartition, Start> takeStarts() {
        var starts = wishes.get().starts();
        if (starts.isEmpty()) {
            return Map.of();
        }
        var taken = Map.copyOf(starts);
        starts.clear();
        return taken;
    }
}
