package io.roundtable.app.client;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to go on, and how long to pause between attempts: twice as long each time, with jitter, and never less than
 * the server asks for.
 *
 * @param patience from the first attempt until no other is made; zero for one attempt
 * @param first the first pause
 * @param longest no pause of our own is longer; the server may ask for up to {@code patience}
 */
public record RetryPolicy(Duration patience, Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 10;

    public static final RetryPolicy ONCE = new RetryPolicy(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1));

    public static RetryPolicy lasting(Duration patience) {
        return new RetryPolicy(patience, Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    /** The pause after the given attempt (1, 2, …). */
    Duration pause(int attempt, Optional<Duration> wanted, RandomGenerator random) {
        var doubled = first.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        long bound = Math.min(doubled.toMillis(), longest.toMillis());
        var own = Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
        return wanted.filter(w -> w.compareTo(own) > 0).orElse(own);
    }
}
