package io.roundtable.runtime.projection;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Has a few partitions read at a time, where much is to be read: each gathers a large batch, so that memory is bounded
 * by how many are read at once and not by how many there are. Where little is left, all are.
 */
final class Berths {

    /** For each thread one that is read while it writes the other. */
    private static final int A_THREAD = 2;

    private final int limit;
    private final int little;
    private final Map<TopicPartition, Long> wanted = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> admitted = new ConcurrentHashMap<>();

    Berths(ProjectorSettings.Tuning tuning) {
        this.limit = A_THREAD * tuning.threads();
        this.little = limit * tuning.maxBatch();
    }

    /** @param end the offset at which reading is to end, exclusive; never less than before */
    void upTo(TopicPartition partition, long end) {
        wanted.merge(partition, end, Math::max);
    }

    Map<TopicPartition, Long> wanted() {
        return Map.copyOf(wanted);
    }

    /** Where reading ends for now; 0 while others are read. */
    long end(TopicPartition partition) {
        return admitted.getOrDefault(partition, 0L);
    }

    /** @param reached the offset that a partition has come to */
    synchronized void assign(ToLongFunction<TopicPartition> reached) {
        List<TopicPartition> undone = wanted.keySet().stream()
                .filter(partition -> left(partition, reached) > 0)
                .sorted(Comparator.comparingInt(TopicPartition::partition).thenComparing(TopicPartition::topic))
                .toList();
        boolean littleIsLeft =
                undone.stream().mapToLong(each -> left(each, reached)).sum() <= little;
        long berths = littleIsLeft
                ? undone.size()
                : limit - undone.stream().filter(this::isAtWork).count();
        undone.stream()
                .filter(partition -> !isAtWork(partition))
                .limit(Math.max(0, berths))
                .forEach(partition -> admitted.put(partition, wanted.getOrDefault(partition, 0L)));
    }

    private long left(TopicPartition partition, ToLongFunction<TopicPartition> reached) {
        return wanted.getOrDefault(partition, 0L) - reached.applyAsLong(partition);
    }

    private boolean isAtWork(TopicPartition partition) {
        return end(partition) >= wanted.getOrDefault(partition, 0L);
    }
}
