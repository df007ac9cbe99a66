package io.roundtable.http.consistency;

import java.time.Duration;

/**
 * Until when somebody waits, whatever it is that they wait for on the way.
 *
 * @param nanos on the clock of {@link System#nanoTime}
 */
public record Deadline(long nanos) {

    /** The time from now on. */
    public static Deadline in(Duration wait) {
        return new Deadline(System.nanoTime() + wait.toNanos());
    }

    /** So much earlier. */
    public Deadline earlier(Duration by) {
        return new Deadline(nanos - by.toNanos());
    }

    /** What is left; zero when it has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** What is left, or that much where more is left. */
    public Duration left(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }
}
