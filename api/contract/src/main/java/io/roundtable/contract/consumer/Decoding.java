package io.roundtable.contract.consumer;

import io.roundtable.contract.Position;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.MalformedRecord;
import io.roundtable.contract.wire.RecordCodec;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** From a record of the engine's to what is handed over. */
final class Decoding {

    private Decoding() {}

    static LogEntry.Numbered of(Position position, ConsumerRecord<byte[], byte[]> record) {
        try {
            var envelope = RecordCodec.eventOfAnyNode(record.headers(), record.value());
            return new LogEntry.Known(position, envelope, record);
        } catch (MalformedRecord e) {
            String type = CloudEventHeaders.of(record.headers()).find(CloudEventHeaders.TYPE);
            String reason = Objects.requireNonNullElse(e.getMessage(), "it can't be read");
            return type != null && RecordCodec.isEvent(type)
                    ? new LogEntry.Unreadable(position, type, reason, record)
                    : new LogEntry.Unknown(position, Objects.requireNonNullElse(type, ""), reason, record);
        }
    }
}
