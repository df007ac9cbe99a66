package io.roundtable.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long answers took, to three digits, up to two minutes. For one thread. */
public final class Latencies {
    private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(2);

    private final Histogram micros = new Histogram(MOST_MICROS, 3);

    /** What takes longer than two minutes counts as two minutes. */
    public void record(long nanos) {
        micros.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, MOST_MICROS));
    }

    public long count() {
        return micros.getTotalCount();
    }

    /** @param percentile 0 to 100 */
    public double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
