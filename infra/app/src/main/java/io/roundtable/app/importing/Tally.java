package io.roundtable.app.importing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/** Counts while many conversations are imported at once. */
final class Tally {
    static final int TROUBLES_KEPT = 100;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong alreadyThere = new AtomicLong();
    private final AtomicLong notSent = new AtomicLong();
    private final AtomicLong troubleCount = new AtomicLong();
    private final List<Trouble> troubles = new ArrayList<>();
    /** Microseconds, to two digits, up to an hour. */
    private final ConcurrentHistogram latency = new ConcurrentHistogram(TimeUnit.HOURS.toMicros(1), 2);

    void sent() {
        sent.incrementAndGet();
    }

    /** How long the server took for a message, repeats included, waiting for a turn not. */
    void took(Duration took) {
        latency.recordValue(Math.min(took.toNanos() / 1_000, latency.getHighestTrackableValue()));
    }

    void alreadyThere() {
        alreadyThere.incrementAndGet();
    }

    /** A message left out because one before it in its conversation couldn't be sent. */
    void notSent() {
        notSent.incrementAndGet();
    }

    void trouble(Trouble trouble) {
        troubleCount.incrementAndGet();
        synchronized (troubles) {
            if (troubles.size() < TROUBLES_KEPT) {
                troubles.add(trouble);
            }
        }
    }

    List<Trouble> troubles() {
        synchronized (troubles) {
            return List.copyOf(troubles);
        }
    }

    ImportSummary summary(int conversations, Duration took) {
        return new ImportSummary(
                conversations,
                new ImportSummary.Messages(sent.get(), alreadyThere.get(), troubleCount.get(), notSent.get()),
                new ImportSummary.LatencyMs(
                        millis(latency.getValueAtPercentile(50)),
                        millis(latency.getValueAtPercentile(99)),
                        millis(latency.getMaxValue())),
                took.toMillis() / 1_000.0,
                took.isZero() ? 0 : Math.round(sent.get() * 10_000.0 / Math.max(1, took.toMillis())) / 10.0);
    }

    private static double millis(long micros) {
        return micros / 1_000.0;
    }
}
