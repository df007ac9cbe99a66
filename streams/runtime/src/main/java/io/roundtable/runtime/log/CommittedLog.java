package io.roundtable.runtime.log;

import io.roundtable.contract.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One consumer that goes from partition to partition, in no group; for one thread. */
public final class CommittedLog implements Log, AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param client its name to the brokers */
    public CommittedLog(KafkaAccess kafka, String client) {
        var config = kafka.with(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                client,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MAX_AT_ONCE,
                // of records as large as they may be, a few
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                8 * 1024 * 1024,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                4 * 1024 * 1024,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                10));
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public long read(TopicPartition partition, long from, long end, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        if (from >= end) {
            return from;
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        int left = MAX_AT_ONCE;
        while (consumer.position(partition, LONGEST) < end) {
            for (var entry : consumer.poll(Duration.ofMillis(100)).records(partition)) {
                if (entry.offset() >= end) {
                    return end;
                }
                if (left-- == 0) {
                    return entry.offset();
                }
                each.accept(entry);
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException(
                        partition + " can't be read to " + end + " within " + LONGEST.toSeconds() + " s");
            }
        }
        return consumer.position(partition, LONGEST);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
}
