package io.roundtable.runtime.projection;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When to try again what has failed: after as long a wait as it has been failing by then, 100 ms to 1 s. So a dropped
 * connection costs little, and a database that is away no more than a try a second.
 */
final class Backoff {

    static final Duration SHORTEST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private boolean failing;
    private long first;
    private long due;
    private String reason = "";

    /** @param nanos a clock that nobody sets, such as {@link System#nanoTime} */
    Backoff(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether a try may be made now. */
    synchronized boolean isDue() {
        return !failing || nanos.getAsLong() - due >= 0;
    }

    /** @param why for people */
    synchronized void failed(String why) {
        reason = why;
        long now = nanos.getAsLong();
        if (!failing) {
            first = now;
        }
        failing = true;
        due = now + Math.clamp(now - first, SHORTEST.toNanos(), LONGEST.toNanos());
    }

    synchronized void worked() {
        failing = false;
    }

    /** Why the last try that failed has failed. */
    synchronized String reason() {
        return reason;
    }
}
