package io.roundtable.contract;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The topics: all keyed by workspace id and with the same partition count. */
public final class Topics {

    /** Commands from HTTP, timers and couriers; kept 7 days; broker time. */
    public static final String COMMANDS = "roundtable.commands";

    /** Accepted facts, the record of everything; kept for ever. */
    public static final String EVENTS = "roundtable.events";

    /** One outcome for each command; kept 7 days. */
    public static final String REPLIES = "roundtable.replies";

    /** One record for each webhook attempt to make; kept 1 day. */
    public static final String DELIVERIES = "roundtable.deliveries";

    /** Failed deliveries, and poison records with their original bytes; kept for ever. */
    public static final String DEAD_LETTERS = "roundtable.dead-letters";

    public static final List<String> ALL = List.of(COMMANDS, EVENTS, REPLIES, DELIVERIES, DEAD_LETTERS);

    /** Partitions of each topic unless told otherwise; can't change later. */
    public static final int DEFAULT_PARTITIONS = 16;

    /** The largest record, in bytes. */
    public static final int MAX_RECORD_BYTES = 2 * 1024 * 1024;

    /** The largest dead letter, in bytes: the largest record whole, and as much again for what is said about it. */
    public static final int MAX_DEAD_LETTER_BYTES = 2 * MAX_RECORD_BYTES;

    /** The largest record that a topic takes, in bytes. */
    public static int maxRecordBytes(String topic) {
        return topic.equals(DEAD_LETTERS) ? MAX_DEAD_LETTER_BYTES : MAX_RECORD_BYTES;
    }

    /**
     * For how long a topic keeps its records; null where it is for ever.
     *
     * @throws IllegalArgumentException where it is none of these
     */
    public static @Nullable Duration retention(String topic) {
        return switch (topic) {
            case COMMANDS, REPLIES -> Duration.ofDays(7);
            case DELIVERIES -> Duration.ofDays(1);
            case EVENTS, DEAD_LETTERS -> null;
            default -> throw new IllegalArgumentException("not one of our topics: " + topic);
        };
    }

    /** Whether records bear the broker's time, which no client can set: what the engine decides in. */
    public static boolean isTimedByBroker(String topic) {
        return topic.equals(COMMANDS);
    }

    private Topics() {}
}
