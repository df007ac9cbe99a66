package io.roundtable.bench.suite;

import io.roundtable.bench.installation.BenchFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where the last committed records are. The end of a log isn't there: what ends a transaction lies behind its records. */
final class LogEnds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** More than what lies behind a partition's last record as a rule; where it is less, more is read. */
    private static final long STEP = 64;

    private final KafkaConsumer<byte[], byte[]> consumer;

    LogEnds(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** By partition, one past the last record; 0 where there is none. */
    Map<Integer, Long> of(String topic) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        var found = new HashMap<Integer, Long>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long back = STEP; found.size() < partitions.size(); back *= STEP) {
            var open = partitions.stream()
                    .filter(partition -> !found.containsKey(partition.partition()))
                    .toList();
            consumer.assign(open);
            for (var partition : open) {
                consumer.seek(partition, Math.max(0, ends.getOrDefault(partition, 0L) - back));
            }
            readToEnds(open, ends, found, deadline);
            for (var partition : open) {
                if (ends.getOrDefault(partition, 0L) <= back) {
                    var _ = found.putIfAbsent(partition.partition(), 0L);
                }
            }
        }
        return found;
    }

    private void readToEnds(
            List<TopicPartition> open, Map<TopicPartition, Long> ends, Map<Integer, Long> found, long deadline) {
        while (isBefore(open, ends)) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailure("the log could not be read within " + PATIENCE.toSeconds() + " s");
            }
            for (var entry : consumer.poll(Duration.ofMillis(100))) {
                var _ = found.merge(entry.partition(), entry.offset() + 1, Math::max);
            }
        }
    }

    private boolean isBefore(Collection<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        return partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
