package io.roundtable.contract.consumer;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds an event by its sequence, which grows with the offset but isn't one: transactions and foreign records leave
 * gaps between offsets. Halves what is left with each look, so it looks at most 63 times.
 */
final class SequenceSearch {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Duration limit;

    /** @param limit on each question, and on each look for which nothing comes */
    SequenceSearch(Consumer<byte[], byte[]> consumer, TopicPartition partition, Duration limit) {
        this.consumer = consumer;
        this.partition = partition;
        this.limit = limit;
    }

    private record Found(long offset, long sequence) {}

    OptionalLong find(long sequence) {
        var only = List.of(partition);
        consumer.assign(only);
        long low = consumer.beginningOffsets(only, limit).getOrDefault(partition, 0L);
        long high = consumer.endOffsets(only, limit).getOrDefault(partition, 0L);
        while (low < high) {
            long middle = (low + high) >>> 1;
            Found found = firstFrom(middle, high);
            if (found != null && found.sequence() == sequence) {
                return OptionalLong.of(found.offset());
            }
            if (found == null || found.sequence() > sequence) {
                high = middle;
            } else {
                low = found.offset() + 1;
            }
        }
        return OptionalLong.empty();
    }

    /** The first event of the engine's from an offset on, before another; null where there is none. */
    private @Nullable Found firstFrom(long from, long end) {
        consumer.seek(partition, from);
        long deadline = System.nanoTime() + limit.toNanos();
        while (consumer.position(partition, limit) < end) {
            var polled = consumer.poll(POLL).records(partition);
            for (var entry : polled) {
                long sequence = Sequences.of(entry.headers());
                if (sequence != Sequences.NONE) {
                    return entry.offset() < end ? new Found(entry.offset(), sequence) : null;
                }
            }
            if (!polled.isEmpty()) {
                deadline = System.nanoTime() + limit.toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("nothing came of " + partition + " for " + limit.toSeconds() + " s");
            }
        }
        return null;
    }
}
