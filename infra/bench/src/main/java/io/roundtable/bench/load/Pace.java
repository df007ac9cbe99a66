package io.roundtable.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When requests are meant to go out. */
public sealed interface Pace {

    /** As soon as a connection is free: how much is possible at all. */
    record Greedy() implements Pace {}

    /**
     * At a fixed rate, whatever the answers do. A request that has to wait for a connection is late, and its latency counts
     * from when it was meant to go out: so a server that stands still is seen to, instead of being asked less.
     *
     * @param perSecond 1 to 100,000
     */
    record Steady(int perSecond) implements Pace {
        public Steady {
            if (perSecond < 1 || perSecond > 100_000) {
                throw new IllegalArgumentException("requests a second: " + perSecond);
            }
        }
    }

    /** After how many nanoseconds from the beginning the n-th request, from 0 on, is meant to go out. */
    default long dueNanos(long n) {
        return switch (this) {
            case Greedy() -> 0;
            case Steady(int perSecond) -> Math.multiplyExact(n, TimeUnit.SECONDS.toNanos(1)) / perSecond;
        };
    }

    /** How many requests go out in a time. */
    default long count(Duration time) {
        return switch (this) {
            case Greedy() -> Long.MAX_VALUE;
            case Steady(int perSecond) -> time.toMillis() * perSecond / 1000;
        };
    }
}
