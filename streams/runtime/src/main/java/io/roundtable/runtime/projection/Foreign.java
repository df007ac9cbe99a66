package io.roundtable.runtime.projection;

import io.roundtable.runtime.DeadLetter;
import java.time.Instant;

/** What becomes of records that the engine hasn't written, when they are passed over. */
@FunctionalInterface
interface Foreign {

    /** @param time the record's own */
    void keep(DeadLetter.Origin origin, Instant time);
}
