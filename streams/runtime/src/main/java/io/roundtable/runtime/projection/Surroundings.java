package io.roundtable.runtime.projection;

import java.util.function.LongSupplier;

/**
 * What all processors of a projector share.
 *
 * @param database when to try again to reach it: one attempt at a time, since a dead one costs each as long as the next
 * @param nanos a clock that nobody sets
 */
record Surroundings(Foreign foreign, Progress progress, Reading reading, Backoff database, LongSupplier nanos) {

    Surroundings(Foreign foreign, Progress progress, Reading reading, LongSupplier nanos) {
        this(foreign, progress, reading, new Backoff(nanos), nanos);
    }
}
