package io.roundtable.runtime;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.contract.wire.RecordCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Appends commands of Roundtable's own to their log, by a plain idempotent producer, which it closes in the end. */
public final class CommandAppender implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final RecordCodec codec;
    private final Partitions partitions;
    private final Clock clock;

    public CommandAppender(Producer<byte[], byte[]> producer, RecordCodec codec, Partitions partitions, Clock clock) {
        this.producer = producer;
        this.codec = codec;
        this.partitions = partitions;
        this.clock = clock;
    }

    /**
     * Appends without waiting for the log to have it.
     *
     * @param failed called where the log didn't take it, on another thread or this one
     */
    public void append(CommandEnvelope envelope, Consumer<Exception> failed) {
        Encoded encoded = codec.encode(envelope, clock.instant());
        var entry = new ProducerRecord<>(
                Topics.COMMANDS,
                partitions.of(envelope.command().workspaceId()),
                encoded.keyBytes(),
                encoded.value(),
                encoded.headers());
        try {
            var _ = producer.send(entry, (_, fault) -> {
                if (fault != null) {
                    failed.accept(fault);
                }
            });
        } catch (KafkaException e) {
            failed.accept(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
