package io.roundtable.runtime;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A record's own time, or the epoch where it has none that makes sense. What Streams does by default is to fail, and
 * then one foreign record would stop a partition for ever.
 */
public final class RecordTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> entry, long partitionTime) {
        return Math.max(0, entry.timestamp());
    }
}
