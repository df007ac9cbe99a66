package io.roundtable.runtime;

import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.RecordCodec;
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
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Keeps the bytes of records that were put on a topic by somebody else. A restart may meet one again; its id, made of
 * topic, partition and offset, tells.
 */
public final class ForeignRecords implements AutoCloseable {

    private static final String REASON = "the record was not written by the engine";

    private static final int TIMEOUT_SECONDS = 30;

    private final Producer<byte[], byte[]> producer;

    private final String schemas;

    /**
     * @param role that meets them, for the name of its connection
     * @param schemas absolute URI before {@code ce_type} in {@code ce_dataschema}, with its last slash
     */
    public ForeignRecords(KafkaAccess kafka, String role, String schemas) {
        this(
                new KafkaProducer<>(
                        kafka.producing(Map.of(
                                ProducerConfig.CLIENT_ID_CONFIG,
                                "roundtable-" + role + "-dead-letters",
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                Topics.MAX_DEAD_LETTER_BYTES)),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()),
                schemas);
    }

    /** With the schemas of an installation that was told nothing else. */
    public ForeignRecords(Producer<byte[], byte[]> producer) {
        this(producer, RecordCodec.DEFAULT_SCHEMAS);
    }

    private ForeignRecords(Producer<byte[], byte[]> producer, String schemas) {
        this.producer = producer;
        this.schemas = schemas;
    }

    /**
     * Waits until it is kept, for at most {@value #TIMEOUT_SECONDS} s: whoever calls passes the record next, and then
     * nobody reads it again.
     *
     * @param time the record's own
     * @throws KafkaException where it can't be kept now
     */
    public void keep(DeadLetter.Origin origin, Instant time) {
        var from = origin.partition();
        var letter = DeadLetter.of(origin, REASON, time, schemas);
        var kept = producer.send(new ProducerRecord<>(
                Topics.DEAD_LETTERS, from.partition(), letter.key(), letter.value(), letter.headers()));
        try {
            kept.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException(
                    "a foreign record at " + from + " offset " + origin.offset() + " can't be kept", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
