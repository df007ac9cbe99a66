package io.roundtable.contract.consumer;

import java.time.Instant;
import java.util.OptionalLong;

/** What is asked about the events topic beside reading it. */
interface EventsLog {

    /** The id that the topic has now. */
    String topicId();

    /** The offset of the event with that sequence; empty where the log has none. */
    OptionalLong offsetOf(int partition, long sequence);

    /** The offset of the first event of that time or a later one; the end where there is none yet. */
    long offsetAt(int partition, Instant time);
}
