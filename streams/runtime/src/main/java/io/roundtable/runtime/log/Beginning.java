package io.roundtable.runtime.log;

import io.roundtable.contract.consumer.LogSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where to begin to read a partition's events for those since a time. Kafka tells by the records' times, which are their
 * events' and never decrease. Only the markers of transactions have later times in a log that was restored, or that an
 * engine wrote long after it was asked to, so that it may be far too early: then the place is looked for.
 *
 * @param consumer in no group; it is assigned the partition, and may have any position afterwards
 * @param limit on each question
 */
public record Beginning(Consumer<byte[], byte[]> consumer, TopicPartition partition, Duration limit) {

    /** Records up to the end of the log that are read rather than looked through. */
    private static final long NEAR = 1_000;

    /**
     * An offset that no wanted event is before.
     *
     * @param wanted holds for every event after one for which it does, and for none before the time
     * @param end the offset at which the log ended just now
     * @return empty where the log has no such event yet
     * @throws org.apache.kafka.common.errors.TimeoutException where the brokers don't answer in time
     */
    public OptionalLong since(Instant time, Predicate<LogSearch.Found> wanted, long end) {
        var told = consumer.offsetsForTimes(Map.of(partition, time.toEpochMilli()), limit)
                .get(partition);
        if (told == null) {
            return OptionalLong.empty();
        }
        return end - told.offset() <= NEAR
                ? OptionalLong.of(told.offset())
                : new LogSearch(consumer, partition, limit)
                        .first(wanted).stream()
                                .mapToLong(LogSearch.Found::offset)
                                .findFirst();
    }

    /** Behind the last record that is committed. */
    public long end() {
        return Objects.requireNonNull(
                consumer.endOffsets(List.of(partition), limit).get(partition));
    }
}
