package io.roundtable.app.deadletter;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to redrive several: the same options whatever it is that was given up. */
public final class BulkMode {
    @Option(names = "--dry-run", description = "only say how many there are, and show the first")
    private boolean isDry;

    @Option(names = "--per-second", paramLabel = "N", description = "at most, 1 to 100; default 20")
    private @Nullable Integer perSecond;

    @Option(names = "--max", paramLabel = "N", description = "at most so many, 1 or more; default: all")
    private @Nullable Integer max;

    @Option(names = "--yes", description = "don't ask")
    private boolean isSure;

    /** Whether it is said how. */
    public boolean isGiven() {
        return isDry || isSure || perSecond != null || max != null;
    }

    boolean isDry() {
        return isDry;
    }

    boolean isSure() {
        return isSure;
    }

    @Nullable
    Integer perSecond() {
        return perSecond;
    }

    long max() {
        return max == null ? Long.MAX_VALUE : max;
    }
}
