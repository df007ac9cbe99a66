package io.roundtable.runtime.projection;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.DeadLetterHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Keeps the bytes of records that were put on a topic by somebody else. A restart may meet one again; its id, made of
 * topic, partition and offset, tells.
 */
final class ForeignRecords implements AutoCloseable {

    private static final String REASON = "the record was not written by the engine";

    private final Producer<byte[], byte[]> producer;

    ForeignRecords(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "roundtable-projector-dead-letters",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        2 * Topics.MAX_RECORD_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void keep(TopicPartition from, long offset, Record<byte[], byte[]> entry, Instant time) {
        var headers = DeadLetterHeaders.of(from, offset, entry.headers(), REASON, time);
        var _ = producer.send(
                new ProducerRecord<>(Topics.DEAD_LETTERS, from.partition(), entry.key(), entry.value(), headers));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
