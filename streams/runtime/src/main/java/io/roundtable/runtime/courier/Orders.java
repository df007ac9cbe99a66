package io.roundtable.runtime.courier;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.runtime.DeadLetter;
import io.roundtable.runtime.ForeignRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders out of the share group. They are accepted when they are picked up: whether an attempt is made again is
 * the engine's to say, and Kafka's own redelivery would only make two of one. What somebody else has put among them is
 * kept as a dead letter first, and accepted only then. One thread uses it.
 */
final class Orders implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Orders.class);

    private static final int AT_ONCE = 100;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration COMMIT = Duration.ofSeconds(5);

    private final ShareConsumer<byte[], byte[]> consumer;
    private final RecordCodec codec;
    private final ForeignRecords foreign;

    /** @param foreign keeps what isn't an order; stays open */
    Orders(ShareConsumer<byte[], byte[]> consumer, RecordCodec codec, ForeignRecords foreign) {
        this.consumer = consumer;
        this.codec = codec;
        this.foreign = foreign;
        consumer.subscribe(List.of(Topics.DELIVERIES));
    }

    static ShareConsumer<byte[], byte[]> consumer(KafkaAccess kafka) {
        return new KafkaShareConsumer<>(
                kafka.with(Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        CourierGroup.ID,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "roundtable-courier",
                        ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                        "explicit",
                        ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                        "record_limit",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        AT_ONCE)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * Those that are this courier's alone from now on; none after a second without any.
     *
     * @throws KafkaException where what is foreign can't be kept: nothing is accepted then, and all of it comes again
     */
    List<Task> take() {
        var orders = new ArrayList<Task>();
        int taken = 0;
        for (var entry : consumer.poll(POLL)) {
            var order = read(entry);
            if (order == null) {
                keep(entry);
            } else {
                orders.add(order);
            }
            consumer.acknowledge(entry, AcknowledgeType.ACCEPT);
            taken++;
        }
        if (taken == 0) {
            return List.of();
        }
        var failed = new HashSet<Integer>();
        consumer.commitSync(COMMIT)
                .forEach((partition, fault) -> fault.ifPresent(cause -> {
                    log.warn("orders of {} could not be accepted, and are left", partition, cause);
                    failed.add(partition.partition());
                }));
        orders.removeIf(order -> failed.contains(order.partition()));
        return orders;
    }

    /** Null where it is foreign: reading is done without help from outside, so a fault of it is always the record's. */
    private @Nullable Task read(ConsumerRecord<byte[], byte[]> entry) {
        try {
            return Task.of(entry, codec);
        } catch (RuntimeException | StackOverflowError e) {
            log.warn(
                    "the record at {}-{} offset {} is no order of the engine's, and is passed over and kept: {}",
                    entry.topic(),
                    entry.partition(),
                    entry.offset(),
                    e.getMessage());
            return null;
        }
    }

    private void keep(ConsumerRecord<byte[], byte[]> entry) {
        var partition = new TopicPartition(entry.topic(), entry.partition());
        var origin = new DeadLetter.Origin(partition, entry.offset(), entry.key(), entry.value(), entry.headers());
        foreign.keep(origin, Instant.ofEpochMilli(entry.timestamp()));
    }

    /** Ends a {@link #take} that waits; from any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(2));
    }
}
