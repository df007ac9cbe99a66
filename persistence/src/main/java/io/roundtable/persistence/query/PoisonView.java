package io.roundtable.persistence.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be handled, without its bytes.
 *
 * @param keyBytes how many; null where it had no key
 * @param valueBytes how many; null where it had no value
 * @param cut the sizes that it had, where it was too large to be kept whole
 * @param decision null where it waits
 */
public record PoisonView(
        String id,
        Origin origin,
        String reason,
        @Nullable Integer keyBytes,
        @Nullable Integer valueBytes,
        @Nullable String cut,
        Instant at,
        @Nullable Decision decision) {

    /**
     * What an operator has decided.
     *
     * @param status redriving, redriven or discarded
     * @param reason of a discard
     * @param by the operator's id
     */
    public record Decision(String status, @Nullable String reason, String by, Instant at) {}

    /** Where it stood. */
    public record Origin(String topic, int partition, long offset) {}

    /** The place in the list. */
    public record Key(Instant at, String id) {}
}
