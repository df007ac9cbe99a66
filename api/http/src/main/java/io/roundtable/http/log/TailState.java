package io.roundtable.http.log;

import java.time.Duration;

/**
 * How a tail is.
 *
 * @param lag committed records that it has not read yet, as of the last answer of the brokers
 * @param silence since the brokers last answered it; they do twice a second, whether there is something new or not
 * @param failures records that could not be handled since it began
 */
public record TailState(boolean running, long lag, Duration silence, long failures) {

    /** What a burst of writes may leave to be read without being a fault. */
    public static final long MAX_LAG = 10_000;

    /** Ten answers that didn't come. */
    public static final Duration MAX_SILENCE = Duration.ofSeconds(5);

    /** Whether what it has read is what there is, as far as can be known. */
    public boolean isFollowing() {
        return running && lag <= MAX_LAG && silence.compareTo(MAX_SILENCE) <= 0;
    }
}
