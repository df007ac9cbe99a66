package io.roundtable.bench.installation;

import org.jspecify.annotations.Nullable;

/** Nothing could be measured; the message says why. */
public final class BenchFailure extends RuntimeException {
    public BenchFailure(String message) {
        super(message);
    }

    public BenchFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
