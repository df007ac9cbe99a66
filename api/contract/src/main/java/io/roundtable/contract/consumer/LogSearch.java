package io.roundtable.contract.consumer;

import io.roundtable.contract.wire.CloudEventHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first event from which on something holds, by {@linkplain Halving halving}. The broker's own look-up by time
 * doesn't tell: the markers of transactions have times of their own, later ones in a log that was restored.
 */
public final class LogSearch {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Duration limit;

    /**
     * @param consumer in no group, which is assigned the partition and may have any position afterwards
     * @param limit on each question, and on each look for which nothing comes
     */
    public LogSearch(Consumer<byte[], byte[]> consumer, TopicPartition partition, Duration limit) {
        this.consumer = consumer;
        this.partition = partition;
        this.limit = limit;
    }

    /**
     * An event of the engine's.
     *
     * @param offset of its record
     * @param sequence in its partition, from 1
     * @param time of its command; never less than that of the event before
     */
    public record Found(long offset, long sequence, Instant time) {}

    /**
     * The first event for which something holds.
     *
     * @param holds for every event after one for which it does
     * @return empty where there is none yet
     * @throws TimeoutException where the brokers don't answer in time
     */
    public Optional<Found> first(Predicate<Found> holds) {
        var only = List.of(partition);
        consumer.assign(only);
        long low = consumer.beginningOffsets(only, limit).getOrDefault(partition, 0L);
        long high = consumer.endOffsets(only, limit).getOrDefault(partition, 0L);
        return new Halving<>(this::next, Found::offset).first(low, high, holds);
    }

    /** The first event of the engine's from an offset on, before another; null where there is none. */
    private @Nullable Found next(long from, long end) {
        consumer.seek(partition, from);
        long deadline = System.nanoTime() + limit.toNanos();
        while (consumer.position(partition, limit) < end) {
            var polled = consumer.poll(POLL).records(partition);
            for (var record : polled) {
                var sequence = CloudEventHeaders.of(record.headers()).sequence();
                if (sequence.isPresent()) {
                    return record.offset() < end
                            ? new Found(record.offset(), sequence.getAsLong(), time(record))
                            : null;
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

    /** Kafka's own time of the record is the same one; it stands in for a header that can't be read. */
    private static Instant time(ConsumerRecord<byte[], byte[]> record) {
        String time = CloudEventHeaders.of(record.headers()).find(CloudEventHeaders.TIME);
        try {
            return Instant.parse(Objects.requireNonNullElse(time, ""));
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(record.timestamp());
        }
    }
}
