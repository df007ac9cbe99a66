package io.roundtable.runtime.webhook;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.jspecify.annotations.Nullable;

/** The end of an attempt, however far it has come: closes its connection under it. */
final class Cutoff implements AutoCloseable {

    private final Future<?> due;
    private @Nullable HttpPost request;
    private boolean passed;

    Cutoff(ScheduledExecutorService timer, Duration whole) {
        // Closing may block, and the timer is one for all.
        this.due = timer.schedule(() -> Thread.startVirtualThread(this::pass), whole.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Makes it hold for this request, instead of the one before. */
    synchronized void hold(HttpPost next) {
        request = next;
        if (passed) {
            next.cancel();
        }
    }

    synchronized boolean hasPassed() {
        return passed;
    }

    private synchronized void pass() {
        passed = true;
        if (request != null) {
            request.cancel();
        }
    }

    @Override
    public void close() {
        due.cancel(false);
    }
}
