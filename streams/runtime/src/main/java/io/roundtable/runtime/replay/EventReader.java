package io.roundtable.runtime.replay;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.MalformedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Looks events up in the committed log, by place and by time. Without a group; for one thread. */
final class EventReader implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    /** A look-up wants one record, and a fetch brings at least that, however large. */
    private static final int FETCH_BYTES = 64 * 1024;

    private final KafkaConsumer<byte[], byte[]> consumer;

    EventReader(KafkaAccess kafka) {
        this.consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG, "roundtable-replay-points",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Where an event is; the sequence of its record's header, and the time of its command. */
    record Found(long offset, long sequence, Instant time) {}

    /** The extent of a partition: from the first record on, up to the end of what is committed. */
    record Extent(long start, long end) {}

    /** By partition. */
    Map<Integer, Extent> extents() {
        var partitions = consumer.partitionsFor(Topics.EVENTS, LIMIT).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        var starts = consumer.beginningOffsets(partitions, LIMIT);
        var ends = consumer.endOffsets(partitions, LIMIT);
        return partitions.stream()
                .collect(Collectors.toMap(
                        TopicPartition::partition,
                        p -> new Extent(Objects.requireNonNull(starts.get(p)), Objects.requireNonNull(ends.get(p))),
                        (one, _) -> one,
                        TreeMap::new));
    }

    /** The first offset whose record, which may be anybody's or a transaction's marker, has this time or a later one. */
    Optional<Long> firstSince(int partition, Instant time) {
        var wanted = new TopicPartition(Topics.EVENTS, partition);
        var found = consumer.offsetsForTimes(Map.of(wanted, time.toEpochMilli()), LIMIT)
                .get(wanted);
        return Optional.ofNullable(found).map(at -> at.offset());
    }

    /**
     * The first event of ours from an offset on, before {@code end}, that is wanted.
     *
     * @throws ReplayFailed where an event on the way says no time
     */
    Optional<Found> first(int partition, long from, long end, Predicate<Found> wanted) {
        var source = new TopicPartition(Topics.EVENTS, partition);
        consumer.assign(List.of(source));
        consumer.seek(source, from);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (consumer.position(source, LIMIT) < end) {
            var polled = consumer.poll(POLL).records(source);
            for (var entry : polled) {
                Found found = entry.offset() < end ? event(entry) : null;
                if (found != null && wanted.test(found)) {
                    return Optional.of(found);
                }
            }
            if (!polled.isEmpty()) {
                deadline = System.nanoTime() + LIMIT.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("nothing came of " + source + " for " + LIMIT.toSeconds() + " s");
            }
        }
        return Optional.empty();
    }

    /** Null where the engine hasn't written it. */
    private static @Nullable Found event(ConsumerRecord<byte[], byte[]> entry) {
        var headers = CloudEventHeaders.of(entry.headers());
        var sequence = headers.sequence();
        if (sequence.isEmpty()) {
            return null;
        }
        try {
            return new Found(entry.offset(), sequence.getAsLong(), headers.time());
        } catch (MalformedRecord e) {
            throw new ReplayFailed("the event at %s-%d, offset %d, has no time"
                    .formatted(entry.topic(), entry.partition(), entry.offset()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
