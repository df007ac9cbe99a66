package io.roundtable.runtime.courier;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders out of the share group. They are accepted when they are picked up: whether an attempt is made again is
 * the engine's to say, and Kafka's own redelivery would only make two of one. One thread uses it.
 */
final class Orders implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Orders.class);

    private static final int AT_ONCE = 100;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration COMMIT = Duration.ofSeconds(5);

    private final KafkaShareConsumer<byte[], byte[]> consumer;
    private final RecordCodec codec;

    Orders(KafkaAccess kafka, RecordCodec codec) {
        this.codec = codec;
        this.consumer = new KafkaShareConsumer<>(
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
        consumer.subscribe(List.of(Topics.DELIVERIES));
    }

    /** Those that are this courier's alone from now on; none after a second without any. */
    List<Order> take() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var entry : consumer.poll(POLL)) {
            consumer.acknowledge(entry, AcknowledgeType.ACCEPT);
            records.add(entry);
        }
        if (records.isEmpty()) {
            return List.of();
        }
        var failed = new ArrayList<String>();
        consumer.commitSync(COMMIT)
                .forEach((partition, fault) -> fault.ifPresent(cause -> {
                    log.warn("orders of {} could not be accepted, and are left", partition, cause);
                    failed.add(name(partition));
                }));
        return records.stream()
                .filter(entry -> !failed.contains(entry.topic() + "-" + entry.partition()))
                .<Order>mapMulti((entry, into) -> {
                    try {
                        into.accept(Order.of(entry, codec));
                    } catch (MalformedRecord e) {
                        log.warn(
                                "the record at partition {} offset {} is no order of the engine's, and is passed: {}",
                                entry.partition(),
                                entry.offset(),
                                e.getMessage());
                    }
                })
                .toList();
    }

    private static String name(TopicIdPartition partition) {
        return partition.topic() + "-" + partition.partition();
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
