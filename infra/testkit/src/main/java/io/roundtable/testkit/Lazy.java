package io.roundtable.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is started at first use, once, and closed only if it was. */
final class Lazy<T extends Fixture> implements AutoCloseable {
    private final Supplier<T> start;
    private @Nullable T started;

    Lazy(Supplier<T> start) {
        this.start = start;
    }

    synchronized T get() {
        var running = started;
        if (running == null) {
            running = start.get();
            started = running;
        }
        return running;
    }

    @Override
    public synchronized void close() {
        var running = started;
        started = null;
        if (running != null) {
            running.close();
        }
    }
}
