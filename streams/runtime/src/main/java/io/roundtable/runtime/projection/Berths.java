package io.roundtable.runtime.projection;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Has a few partitions read at a time, where much is to be read: each gathers a large batch, so that memory is bounded
 * by how many are read at once and not by how many there are: those with the most left first, so that none of them is
 * left alone at the end. Where little is left, all are.
 */
final class Berths {

    /** For each thread one that is read while it writes the other. */
    private static final int A_THREAD = 2;

    private static final Comparator<Map.Entry<TopicPartition, Long>> LONGEST_FIRST =
            Map.Entry.<TopicPartition, Long>comparingByValue()
                    .reversed()
                    .thenComparingInt(left -> left.getKey().partition())
                    .thenComparing(left -> left.getKey().topic());

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

    /** @param reached the offset that a partition has come to; negative while it isn't opened: none is admitted then */
    synchronized void assign(ToLongFunction<TopicPartition> reached) {
        Map<TopicPartition, Long> left = new HashMap<>();
        for (var want : wanted.entrySet()) {
            long at = reached.applyAsLong(want.getKey());
            if (at < 0) {
                return;
            }
            if (at < want.getValue()) {
                left.put(want.getKey(), want.getValue() - at);
            }
        }
        boolean littleIsLeft = left.values().stream().mapToLong(Long::longValue).sum() <= little;
        long berths = littleIsLeft
                ? left.size()
                : limit - left.keySet().stream().filter(this::isAtWork).count();
        left.entrySet().stream()
                .sorted(LONGEST_FIRST)
                .map(Map.Entry::getKey)
                .filter(partition -> !isAtWork(partition))
                .limit(Math.max(0, berths))
                .forEach(partition -> admitted.put(partition, wanted.getOrDefault(partition, 0L)));
    }

    private boolean isAtWork(TopicPartition partition) {
        return end(partition) >= wanted.getOrDefault(partition, 0L);
    }
}
