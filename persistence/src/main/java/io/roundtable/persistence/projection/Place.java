package io.roundtable.persistence.projection;

import io.roundtable.contract.EventEnvelope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where and when an event happened, as rows keep it.
 *
 * @param time cut to microseconds, as fine as a row can keep it
 */
record Place(int partition, long sequence, Instant time) {

    static Place of(int partition, EventEnvelope envelope) {
        return new Place(partition, envelope.sequence(), envelope.time().truncatedTo(ChronoUnit.MICROS));
    }

    /** Cut, because the database would round: a fold in memory has to come to the same. */
    static @Nullable Instant kept(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }
}
