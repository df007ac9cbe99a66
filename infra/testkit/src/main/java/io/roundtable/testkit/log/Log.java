package io.roundtable.testkit.log;

import io.roundtable.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics, read and written by somebody who isn't part of the product. For one thread. */
public final class Log implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MAX_REQUEST = 16 * 1024 * 1024;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    public Log(String bootstrapServers) {
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
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** How far the product's topics go now. */
    public Mark mark() {
        return new Mark(ends(Topics.ALL));
    }

    /**
     * What was appended to a topic after the mark and is committed now; by partition, then in order. Without what comes of
     * timers: they go off at their own time, for messages that anybody has sent long before.
     */
    public List<Entry> since(Mark mark, String topic) {
        return read(ends(List.of(topic)), mark.ends()).stream()
                .filter(entry -> !entry.isOfTimer())
                .toList();
    }

    /** The same of one workspace: others may have receivers whose couriers are at work. */
    public List<Entry> since(Mark mark, String topic, String workspace) {
        return since(mark, topic).stream()
                .filter(entry -> entry.keyText().equals(workspace))
                .toList();
    }

    /** Everything that is committed on a topic, whose name need not be one of the product's. */
    public List<Entry> all(String topic) {
        return read(ends(List.of(topic)), Map.of());
    }

    /** Appends anything anywhere, and says where it stands. */
    public RecordMetadata append(TopicPartition to, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        try {
            return producer.send(new ProducerRecord<>(to.topic(), to.partition(), key, value, headers))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("not appended to " + to, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public RecordMetadata append(TopicPartition to, byte @Nullable [] key, byte @Nullable [] value) {
        return append(to, key, value, new RecordHeaders());
    }

    private Map<TopicPartition, Long> ends(List<String> topics) {
        var partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
        return consumer.endOffsets(partitions, LIMIT);
    }

    private List<Entry> read(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> from) {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        from.forEach((partition, offset) -> {
            if (ends.containsKey(partition)) {
                consumer.seek(partition, offset);
            }
        });
        var entries = new ArrayList<Entry>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(entry -> entries.add(Entry.of(entry)));
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the end of " + ends.keySet() + " was not reached");
            }
        }
        entries.removeIf(
                entry -> entry.offset() >= ends.getOrDefault(new TopicPartition(entry.topic(), entry.partition()), 0L));
        entries.sort(Comparator.comparingInt(Entry::partition).thenComparingLong(Entry::offset));
        return entries;
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ofSeconds(2));
    }
}
