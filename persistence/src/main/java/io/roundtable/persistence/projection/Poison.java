package io.roundtable.persistence.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be handled, as the dead letters have it.
 *
 * @param id made of where it stood and what it held: met twice, it is one
 * @param headers an array of objects with {@code name} and, where it had a value, {@code value_base64}, as JSON
 * @param cut the sizes that it had, where it was too large to be kept whole
 * @param at the time of the command, or the record's own; within what the tables can hold
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
public record Poison(
        String id,
        Origin origin,
        byte @Nullable [] key,
        byte @Nullable [] value,
        String headers,
        String reason,
        @Nullable String cut,
        Instant at) {

    /** Where it stood. */
    public record Origin(String topic, int partition, long offset) {}
}
