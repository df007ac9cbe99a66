package io.roundtable.runtime.webhook;

import java.time.Duration;

/**
 * How long the steps of an attempt may take; each 1 ms to 10 min.
 *
 * @param lookup until the name is resolved (5 s)
 * @param connect until a connection to one address stands, and again until TLS does (5 s)
 * @param firstByte between two bytes of the answer, the first one included (15 s)
 * @param whole for all of it (20 s)
 */
public record Timeouts(Duration lookup, Duration connect, Duration firstByte, Duration whole) {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    public Timeouts {
        check(lookup);
        check(connect);
        check(firstByte);
        check(whole);
    }

    public static Timeouts defaults() {
        return new Timeouts(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(20));
    }

    private static void check(Duration value) {
        if (value.toMillis() < 1 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A time-out must be between 1 ms and 10 min, not " + value);
        }
    }
}
