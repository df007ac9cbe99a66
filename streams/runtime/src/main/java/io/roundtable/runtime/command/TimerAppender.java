package io.roundtable.runtime.command;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.contract.wire.RecordCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends what timers have to say to the log of commands, by an idempotent producer of its own: the topology's would
 * make the commands topic transactional, and every other command would wait behind its open transactions.
 */
final class TimerAppender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TimerAppender.class);
    private static final Principal TIMER = Principal.system("timer");

    private final Producer<byte[], byte[]> producer;
    private final RecordCodec codec;
    private final Partitions partitions;
    private final Clock clock;

    TimerAppender(Producer<byte[], byte[]> producer, RecordCodec codec, Partitions partitions, Clock clock) {
        this.producer = producer;
        this.codec = codec;
        this.partitions = partitions;
        this.clock = clock;
    }

    static Producer<byte[], byte[]> producer(KafkaAccess kafka) {
        return new KafkaProducer<>(
                kafka.with(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "roundtable-timers",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        1_000,
                        ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                        Integer.MAX_VALUE)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Appends without waiting.
     *
     * @param id a function of what is due, so that a repeat is the same command
     * @param failed called where the log didn't take it, on another thread or this one
     */
    void append(CommandId id, Command command, Runnable failed) {
        var envelope = new CommandEnvelope(id, TIMER, id.value().hashCode(), null, null, null, command);
        Encoded encoded = codec.encode(envelope, clock.instant());
        var entry = new ProducerRecord<>(
                Topics.COMMANDS,
                partitions.of(command.workspaceId()),
                encoded.keyBytes(),
                encoded.value(),
                encoded.headers());
        try {
            var _ = producer.send(entry, (_, fault) -> {
                if (fault != null) {
                    log.warn("timer {} could not be appended, and is tried again", id, fault);
                    failed.run();
                }
            });
        } catch (KafkaException e) {
            log.warn("timer {} could not be appended, and is tried again", id, e);
            failed.run();
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
