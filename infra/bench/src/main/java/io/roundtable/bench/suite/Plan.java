package io.roundtable.bench.suite;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much is measured.
 *
 * @param seconds of each round that has a length, 1 to 600
 * @param rounds of each thing, 1 to 20; what is compared takes turns
 * @param events about so many are in the log that is rebuilt, 1,000 to 10,000,000
 * @param size so many of what {@code scale} makes grow, as far as its own bounds; 100 to 100,000
 * @param isBrief whether what takes long beside the rounds is left out
 */
public record Plan(int seconds, int rounds, int events, int size, boolean isBrief) {
    private static final int SIZE = 1_000;

    /** Of a suite that takes half a minute or so. */
    static final Plan BRIEF = new Plan(2, 1, 3_000, SIZE, true);

    public Plan {
        require("seconds", seconds, 1, 600);
        require("rounds", rounds, 1, 20);
        require("events", events, 1_000, 10_000_000);
        require("size", size, 100, 100_000);
    }

    public Plan(int seconds, int rounds, int events) {
        this(seconds, rounds, events, SIZE, false);
    }

    /** With what somebody has asked for instead; null where nothing was. */
    public Plan with(
            @Nullable Integer seconds, @Nullable Integer rounds, @Nullable Integer events, @Nullable Integer size) {
        return new Plan(
                requireNonNullElse(seconds, this.seconds),
                requireNonNullElse(rounds, this.rounds),
                requireNonNullElse(events, this.events),
                requireNonNullElse(size, this.size),
                isBrief);
    }

    public Duration roundTime() {
        return Duration.ofSeconds(seconds);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be from %d to %d".formatted(name, least, most));
        }
    }
}
