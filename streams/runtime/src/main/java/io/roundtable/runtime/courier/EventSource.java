package io.roundtable.runtime.courier;

import io.roundtable.contract.Topics;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.subscription.Span;
import io.roundtable.runtime.RecordSize;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a courier reads the events that it is to bring. */
@FunctionalInterface
interface EventSource {

    /** Most events that one reading gives. */
    int MOST = 50;

    /** Bytes after which a reading takes no other event. */
    long ENOUGH = 1024 * 1024;

    /** Bytes that what was read comes to at most, as {@link Found#bytes} counts: enough, the event with which it is, and a body. */
    long MOST_BYTES = ENOUGH + 2L * Topics.MAX_RECORD_BYTES;

    /**
     * Reads a part of the log, as far as one reading goes.
     *
     * @param wanted of whose events, and which types of them
     * @throws org.apache.kafka.common.KafkaException where it can't be read within some seconds
     */
    Found read(Part part, Wanted wanted);

    /** @param end sequence of the order itself, behind which nothing is looked at */
    record Part(int partition, Span span, long end) {}

    /** @param types by {@code ce_type} */
    record Wanted(WorkspaceId workspace, Predicate<String> types) {}

    /** An event that is wanted. */
    record Entry(long sequence, Instant at, ConsumerRecord<byte[], byte[]> entry) {

        long bytes() {
            return RecordSize.of(entry.key(), entry.value(), entry.headers());
        }
    }

    /**
     * What there is.
     *
     * @param events in the order of the log, at most {@value #MOST}
     * @param through sequence up to which all was looked at
     * @param at time of that event
     * @param finished whether nothing is left of the part
     */
    record Found(List<Entry> events, long through, Instant at, boolean finished) {

        /** What it holds while it is sent: all events, and the one that is being sent once more as a body. */
        long bytes() {
            long all = 0;
            long largest = 0;
            for (Entry event : events) {
                long size = event.bytes();
                all += size;
                largest = Math.max(largest, size);
            }
            return all + largest;
        }

        public Found {
            events = List.copyOf(events);
        }
    }
}
