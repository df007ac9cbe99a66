package io.roundtable.persistence.version;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A point in time of the log of events, as somebody has named it.
 *
 * <p>{@link #given} is how it was named, for people.
 */
public sealed interface Point {

    String given();

    /**
     * Everything that happened until then.
     *
     * @param time of the last events that count, inclusive; events have the time of their command, in milliseconds
     */
    record Moment(String given, Instant time) implements Point {}

    /**
     * Everything up to some events. Partitions that aren't named are as they were at the time of the latest of those
     * events.
     *
     * @param sequences by partition the last event that counts; 0 for none
     */
    record Place(String given, Map<Integer, Long> sequences) implements Point {
        public Place {
            sequences = Collections.unmodifiableMap(new TreeMap<>(sequences));
        }
    }
}
