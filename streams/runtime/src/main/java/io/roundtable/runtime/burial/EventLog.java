package io.roundtable.runtime.burial;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.runtime.burial.MessagePlaces.Place;
import io.roundtable.runtime.log.Beginning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Single events, read from wherever they stand. A record's time is its command's, which never decreases within a
 * partition: by it Kafka's own index tells where to begin, some hundreds of records before the one wanted at most.
 */
final class EventLog implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    /** What one reading fetches at most, but for one record that is larger. */
    private static final int MAX_FETCH_BYTES = 1024 * 1024;

    /** A reading that has gone past its record waits at the broker for more; the next one waits behind it. */
    private static final int MAX_WAIT_MS = 10;

    private final KafkaConsumer<byte[], byte[]> consumer;

    EventLog(KafkaAccess kafka) {
        this.consumer = new KafkaConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "roundtable-burials-originals",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        MAX_FETCH_BYTES,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        MAX_WAIT_MS)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * The record of an event; null where the log has it no more.
     *
     * @throws KafkaException where that can't be told within some seconds
     */
    synchronized @Nullable ConsumerRecord<byte[], byte[]> read(int partition, Place place) {
        var events = new TopicPartition(Topics.EVENTS, partition);
        consumer.assign(List.of(events));
        var beginning = new Beginning(consumer, events, TIMEOUT);
        long end = beginning.end();
        var begin = beginning.since(place.time(), event -> event.sequence() >= place.sequence(), end);
        if (begin.isEmpty()) {
            return null;
        }
        consumer.seek(events, begin.getAsLong());
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            for (var entry : consumer.poll(POLL)) {
                long sequence = sequence(entry);
                if (sequence >= place.sequence()) {
                    return sequence == place.sequence() ? entry : null;
                }
            }
            if (consumer.position(events, TIMEOUT) >= end) {
                return null;
            }
        }
        throw new TimeoutException("event " + place.sequence() + " of " + events + " can't be read");
    }

    /** 0 for a record that somebody else has put there. */
    private static long sequence(ConsumerRecord<byte[], byte[]> entry) {
        return CloudEventHeaders.of(entry.headers()).sequence().orElse(0);
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
