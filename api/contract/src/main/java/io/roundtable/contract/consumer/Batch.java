package io.roundtable.contract.consumer;

import io.roundtable.contract.Position;
import io.roundtable.contract.wire.CloudEventHeaders;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What was polled together: counts as a whole or, where the sequence is broken, not at all. */
final class Batch {

    private final String topicId;
    private final ForeignRecords foreign;
    private final Map<Integer, Reading> readings;
    private Counts counts = Counts.NONE;

    /** @param readings by partition; the batch's own from here on */
    Batch(String topicId, ForeignRecords foreign, Map<Integer, Reading> readings) {
        this.topicId = topicId;
        this.foreign = foreign;
        this.readings = readings;
    }

    /** Null where the record is skipped. */
    @Nullable
    LogEntry take(ConsumerRecord<byte[], byte[]> record) {
        var numbered = CloudEventHeaders.of(record.headers()).sequence();
        if (numbered.isEmpty()) {
            counts = counts.plus(Counts.FOREIGN);
            return foreign == ForeignRecords.HAND_OVER ? new LogEntry.Foreign(record) : null;
        }
        long sequence = numbered.getAsLong();
        int partition = record.partition();
        Reading reading = readings.getOrDefault(partition, Reading.FROM_ANYWHERE);
        if (reading.has(sequence, record.offset())) {
            counts = counts.plus(Counts.DUPLICATE);
            return null;
        }
        readings.put(partition, reading.next(partition, sequence, record.offset()));
        var entry = Decoding.of(new Position(topicId, partition, sequence), record);
        counts = counts.plus(Counts.of(entry));
        return entry;
    }

    Map<Integer, Reading> readings() {
        return readings;
    }

    Counts counts() {
        return counts;
    }
}
