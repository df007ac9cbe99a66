package io.roundtable.runtime.command;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Principal;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.runtime.CommandAppender;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
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

    private final CommandAppender commands;

    TimerAppender(Producer<byte[], byte[]> producer, RecordCodec codec, Partitions partitions, Clock clock) {
        this.commands = new CommandAppender(producer, codec, partitions, clock);
    }

    static Producer<byte[], byte[]> producer(KafkaAccess kafka) {
        return new KafkaProducer<>(
                kafka.producing(Map.of(
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
        commands.append(envelope, fault -> {
            log.warn("timer {} could not be appended, and is tried again", id, fault);
            failed.run();
        });
    }

    @Override
    public void close() {
        commands.close();
    }
}
