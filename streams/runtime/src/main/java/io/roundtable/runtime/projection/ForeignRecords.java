package io.roundtable.runtime.projection;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Keeps the bytes of records that were put on a topic by somebody else. A restart may meet one again; its id, made of
 * topic, partition and offset, tells.
 */
final class ForeignRecords implements AutoCloseable {

    private static final String REASON = "the record was not written by the engine";

    private static final int TIMEOUT_SECONDS = 30;

    private final Producer<byte[], byte[]> producer;

    ForeignRecords(KafkaAccess kafka) {
        this(new KafkaProducer<>(
                kafka.with(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "roundtable-projector-dead-letters",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        2 * Topics.MAX_RECORD_BYTES)),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
    }

    ForeignRecords(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Waits until it is kept: the checkpoint may pass the record next, and then nobody reads it again.
     *
     * @throws KafkaException where it can't be kept now
     */
    void keep(TopicPartition from, long offset, Record<byte[], byte[]> entry) {
        var origin = new DeadLetter.Origin(from, offset, entry.key(), entry.value(), entry.headers());
        var letter = DeadLetter.of(origin, REASON, Instant.ofEpochMilli(entry.timestamp()));
        var kept = producer.send(new ProducerRecord<>(
                Topics.DEAD_LETTERS, from.partition(), letter.key(), letter.value(), letter.headers()));
        try {
            kept.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("a foreign record at " + from + " offset " + offset + " can't be kept", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
