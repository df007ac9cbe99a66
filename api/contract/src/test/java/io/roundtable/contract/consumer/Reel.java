package io.roundtable.contract.consumer;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.EventEnvelope.Cause;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Topics;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.contract.wire.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records as the engine writes them, and as it doesn't. */
final class Reel {

    static final UserId USER = new UserId("usr_0123456789");

    private static final RecordCodec CODEC = new RecordCodec("/roundtable/engine", RecordCodec.DEFAULT_SCHEMAS);
    private static final WorkspaceId WS = new WorkspaceId("ws_0123456789");

    private Reel() {}

    static ConsumerRecord<byte[], byte[]> event(int partition, long offset, long sequence) {
        Encoded encoded = encoded(sequence);
        return record(partition, offset, encoded.headers(), encoded.value());
    }

    static ConsumerRecord<byte[], byte[]> eventOfType(String type, long offset, long sequence, String value) {
        Headers headers = encoded(sequence).headers();
        headers.remove("ce_type").add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        return record(0, offset, headers, value.getBytes(StandardCharsets.UTF_8));
    }

    static ConsumerRecord<byte[], byte[]> foreign(long offset) {
        return record(0, offset, new RecordHeaders(), "hello".getBytes(StandardCharsets.UTF_8));
    }

    private static Encoded encoded(long sequence) {
        var cause = new Cause(new CommandId("cmd_0123456789"), 7);
        var time = Instant.parse("2026-01-31T12:00:00Z");
        return CODEC.encode(new EventEnvelope(
                "cmd_0123456789-0",
                sequence,
                time,
                Principal.user(USER),
                cause,
                null,
                null,
                new MemberRemoved(WS, USER)));
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, Headers headers, byte[] value) {
        byte[] key = WS.value().getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                Topics.EVENTS,
                partition,
                offset,
                0,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
    }
}
