package io.roundtable.bench.installation;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Asks again and again until it is so, or too late. */
public final class Waiting {
    private Waiting() {}

    /** @throws BenchFailure past the limit, with what was waited for */
    public static void until(String what, Duration limit, Duration between, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailure("waited " + limit.toSeconds() + " s for " + what);
            }
            pause(between);
        }
    }

    /** @throws BenchFailure where somebody interrupts */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
