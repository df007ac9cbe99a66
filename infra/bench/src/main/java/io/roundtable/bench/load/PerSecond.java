package io.roundtable.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How many answers came in each second from the beginning on. For one thread. */
final class PerSecond {
    /** Longer than any load goes on; what comes later counts for nothing here. */
    private static final int MOST_SECONDS = 2 * 60 * 60;

    private long[] counts = new long[64];

    /** @param nanos since the beginning */
    void count(long nanos) {
        int second = (int) Math.min(TimeUnit.NANOSECONDS.toSeconds(nanos), MOST_SECONDS);
        if (second == MOST_SECONDS) {
            return;
        }
        if (second >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(2 * counts.length, second + 1));
        }
        counts[second]++;
    }

    /** Of whole seconds only: the last one is over early, and would look like a fall. */
    List<Long> whole(double seconds) {
        return Arrays.stream(counts).limit((long) seconds).boxed().toList();
    }
}
