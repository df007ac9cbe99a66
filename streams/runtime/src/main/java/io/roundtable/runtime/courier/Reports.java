package io.roundtable.runtime.courier;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.LeaseCommand.RecordDelivery;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.runtime.CommandAppender;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends what came of attempts to the log of commands, by a plain idempotent producer. A report that gets lost is an
 * attempt that nobody has reported, and made again.
 */
final class Reports implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Reports.class);
    private static final Principal COURIER = Principal.system("courier");

    private final CommandAppender commands;

    Reports(Producer<byte[], byte[]> producer, RecordCodec codec, Partitions partitions, Clock clock) {
        this.commands = new CommandAppender(producer, codec, partitions, clock);
    }

    static Producer<byte[], byte[]> producer(KafkaAccess kafka) {
        return new KafkaProducer<>(
                kafka.producing(Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "roundtable-courier-reports",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        10_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Appends without waiting for the log to have it. */
    void append(MessageLeased lease, DeliveryResult result) {
        append(
                new RecordDelivery(lease.workspaceId(), lease.sandboxId(), lease.messageId(), lease.leaseId(), result),
                lease.leaseId().value());
    }

    /** The same of events. */
    void append(RecordEvents report) {
        append(report, report.subscriptionId() + "/" + report.number());
    }

    private void append(Command report, String attempt) {
        var random = UUID.randomUUID();
        var id = new CommandId("cmd_" + random.toString().replace("-", ""));
        var envelope = new CommandEnvelope(id, COURIER, random.getLeastSignificantBits(), null, null, null, report);
        commands.append(
                envelope,
                fault -> log.warn("the attempt {} could not be reported, and will be made again", attempt, fault));
    }

    @Override
    public void close() {
        commands.close();
    }
}
