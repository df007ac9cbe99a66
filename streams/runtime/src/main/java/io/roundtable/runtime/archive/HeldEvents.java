package io.roundtable.runtime.archive;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.log.Log;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What an import that broke off has left in the topic, held against what it was to append. */
final class HeldEvents {

    /** Of each partition: where events are numbered anew, some of all partitions are in memory. */
    private static final int AHEAD = 200;

    private final Log log;
    private final Map<Integer, Long> ends;
    private final Map<Integer, Long> compared = new HashMap<>();
    private final Map<Integer, Queue<ConsumerRecord<byte[], byte[]>>> ahead = new HashMap<>();

    /** @param ends by partition, as the brokers say */
    HeldEvents(Log log, Map<Integer, Long> ends) {
        this.log = log;
        this.ends = Map.copyOf(ends);
    }

    /** @throws ArchiveFault where another one stands at its place */
    void require(int partition, LoggedEvent expected) {
        long offset = expected.sequence() - 1;
        if (offset >= Objects.requireNonNull(ends.get(partition))) {
            return;
        }
        ConsumerRecord<byte[], byte[]> found = next(partition, offset);
        if (found == null || found.offset() != offset || !isSame(found, expected)) {
            throw another(partition, offset, "isn't the archive's event %,d".formatted(expected.sequence()));
        }
        compared.put(partition, offset + 1);
    }

    /** @throws ArchiveFault where events are there that the archive doesn't have */
    void requireNoMore() {
        ends.forEach((partition, end) -> {
            long last = compared.getOrDefault(partition, 0L);
            if (end > last) {
                throw another(partition, last, "is behind the archive's last event");
            }
        });
    }

    private static ArchiveFault another(int partition, long offset, String what) {
        return new ArchiveFault(
                "what %s-%d holds at offset %,d %s: it isn't a part of this archive that is there. Delete the topics, run 'roundtable topics apply', and import again; nothing was appended"
                        .formatted(Topics.EVENTS, partition, offset, what));
    }

    private @Nullable ConsumerRecord<byte[], byte[]> next(int partition, long offset) {
        var queue = ahead.computeIfAbsent(partition, _ -> new ArrayDeque<>());
        if (queue.isEmpty()) {
            long end = Math.min(offset + AHEAD, Objects.requireNonNull(ends.get(partition)));
            var _ = log.read(new TopicPartition(Topics.EVENTS, partition), offset, end, queue::add);
        }
        return queue.poll();
    }

    private static boolean isSame(ConsumerRecord<byte[], byte[]> found, LoggedEvent expected) {
        return LoggedEvent.isOurs(found.headers()) && LoggedEvent.of(found).isSameAs(expected);
    }
}
