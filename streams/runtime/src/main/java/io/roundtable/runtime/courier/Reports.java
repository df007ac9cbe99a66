package io.roundtable.runtime.courier;

import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.LeaseCommand.RecordDelivery;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Topics;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.wire.RecordCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
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

    private final Producer<byte[], byte[]> producer;
    private final RecordCodec codec;
    private final Partitions partitions;
    private final Clock clock;

    Reports(Producer<byte[], byte[]> producer, RecordCodec codec, Partitions partitions, Clock clock) {
        this.producer = producer;
        this.codec = codec;
        this.partitions = partitions;
        this.clock = clock;
    }

    static Producer<byte[], byte[]> producer(KafkaAccess kafka) {
        return new KafkaProducer<>(
                kafka.with(Map.of(
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
        var report =
                new RecordDelivery(lease.workspaceId(), lease.sandboxId(), lease.messageId(), lease.leaseId(), result);
        var random = UUID.randomUUID();
        var id = new CommandId("cmd_" + random.toString().replace("-", ""));
        var envelope = new CommandEnvelope(id, COURIER, random.getLeastSignificantBits(), null, null, null, report);
        var encoded = codec.encode(envelope, clock.instant());
        var entry = new ProducerRecord<>(
                Topics.COMMANDS,
                partitions.of(report.workspaceId()),
                encoded.keyBytes(),
                encoded.value(),
                encoded.headers());
        try {
            var _ = producer.send(entry, (_, fault) -> {
                if (fault != null) {
                    lost(lease, fault);
                }
            });
        } catch (KafkaException e) {
            lost(lease, e);
        }
    }

    private static void lost(MessageLeased lease, Exception fault) {
        log.warn("the attempt {} could not be reported, and will be made again", lease.leaseId(), fault);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
