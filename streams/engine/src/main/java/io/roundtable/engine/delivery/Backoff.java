package io.roundtable.engine.delivery;

import io.roundtable.contract.sandbox.DeliverySettings;
import java.time.Duration;
import java.util.Objects;

/** How long a message, or an event, waits for its next attempt: a fifth less or more than the settings say, so that what failed together isn't tried together. */
public final class Backoff {

    private static final double JITTER = 0.2;
    private static final int MOST_DOUBLINGS = 7;

    private Backoff() {}

    /**
     * @param attempt the one that has failed, from 1
     * @param of the id of what waits
     * @param seed the command's; many messages of one command still wait differently
     */
    public static Duration wait(DeliverySettings settings, String of, int attempt, long seed) {
        var waits = Objects.requireNonNull(settings.backoffSeconds());
        return jittered(waits.get(Math.min(attempt, waits.size()) - 1), of, seed);
    }

    /**
     * The wait after an attempt of which nothing was sent: 1 s, and twice as long for each before it that came to nothing,
     * up to 128 s. Nothing of it counts, so nothing else ends it: sandboxes that share a URL which hangs would fill the log
     * with attempts that aren't made. Whatever the settings say: it isn't for the receiver's sake.
     *
     * @param before how many of the last attempts came to nothing, without this one
     */
    public static Duration afterNothing(int before, String of, long seed) {
        return jittered(1 << Math.min(before, MOST_DOUBLINGS), of, seed);
    }

    private static Duration jittered(int seconds, String of, long seed) {
        double factor = 1 + JITTER * (2 * fraction(seed + of.hashCode()) - 1);
        return Duration.ofMillis(Math.round(seconds * 1_000 * factor));
    }

    /**
     * A number from 0 to 1, itself not in it: the last steps of SplitMix64, here because what the platform's generators
     * make of a seed may change with the platform.
     */
    private static double fraction(long seed) {
        long mixed = (seed ^ seed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return ((mixed ^ mixed >>> 31) >>> 11) * 0x1p-53;
    }
}
