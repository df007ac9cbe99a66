package io.roundtable.runtime.courier;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.Topics;
import io.roundtable.contract.delivery.Holder;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.runtime.People;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records of the topic of orders. */
final class FakeOrders {

    static final RecordCodec CODEC = new RecordCodec("/test", RecordCodec.DEFAULT_SCHEMAS);
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    static final int PARTITION = 3;

    private FakeOrders() {}

    static Order order(int message) {
        var lease = new MessageLeased(
                People.LAB,
                People.BOB,
                People.message(message),
                new LeaseId("ls_0000000000" + message),
                1,
                NOON.plusSeconds(60),
                Holder.COURIER,
                null);
        return new Order(lease, PARTITION, message);
    }

    /** As the engine writes it, at the offset that is its message's number. */
    static ConsumerRecord<byte[], byte[]> record(int message) {
        var cause = new EventEnvelope.Cause(People.commandId(message), message);
        var encoded = CODEC.encode(new EventEnvelope(
                cause.commandId() + "-0",
                message,
                NOON,
                People.OLGA,
                cause,
                null,
                null,
                order(message).lease()));
        return record(message, encoded.keyBytes(), encoded.value(), encoded.headers());
    }

    /** Somebody else's. */
    static ConsumerRecord<byte[], byte[]> foreign(int offset, byte @Nullable [] key, byte @Nullable [] value) {
        return record(offset, key, value, new RecordHeaders(List.of()));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            int offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                Topics.DELIVERIES,
                PARTITION,
                offset,
                NOON.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }
}
