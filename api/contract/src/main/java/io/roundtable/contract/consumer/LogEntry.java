package io.roundtable.contract.consumer;

import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Position;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What stands at one place of the events topic. */
public sealed interface LogEntry {

    /** As Kafka handed it over: key, the value's bytes, headers, offset and time. */
    ConsumerRecord<byte[], byte[]> record();

    /** What the engine has written, and so has a place in the dense sequence of its partition. */
    sealed interface Numbered extends LogEntry {

        /** Store it with what comes of the event, in one transaction, and nothing is ever counted twice. */
        Position position();
    }

    /** An event that this library knows. One of an old version is read as what it would be today. */
    record Known(Position position, EventEnvelope envelope, ConsumerRecord<byte[], byte[]> record)
            implements Numbered {}

    /**
     * An event of a type that this library doesn't know: it is older than the node that wrote it. It counts in the
     * sequence, so store its position too; nothing that you count yet is in it.
     *
     * @param type {@code ce_type}; empty where it has none
     * @param reason for people
     */
    record Unknown(Position position, String type, String reason, ConsumerRecord<byte[], byte[]> record)
            implements Numbered {}

    /**
     * An event of a type that this library knows, with something in it that it doesn't, such as a value that an enum has
     * got since, or a text longer than any was. It may be what you count: read its bytes yourself, or stop and go on from
     * here with a newer library. To skip it is to lose it.
     *
     * @param type {@code ce_type}
     * @param reason for people
     */
    record Unreadable(Position position, String type, String reason, ConsumerRecord<byte[], byte[]> record)
            implements Numbered {}

    /** What somebody else has put on the topic: it has no sequence, so it has no position. */
    record Foreign(ConsumerRecord<byte[], byte[]> record) implements LogEntry {}
}
