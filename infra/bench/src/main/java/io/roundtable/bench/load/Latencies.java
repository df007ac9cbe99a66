package io.roundtable.bench.load;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
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

    /** All of them together. */
    public static Latencies sum(Collection<Latencies> parts) {
        var sum = new Latencies();
        parts.forEach(part -> sum.micros.add(part.micros));
        return sum;
    }

    /**
     * A point of the distribution.
     *
     * @param percentile 0 to 100
     */
    public record Point(double percentile, double millis) {}

    /** From the least to the greatest, closer and closer to 100 percent, some ten steps each time the rest is halved. */
    public List<Point> distribution() {
        return StreamSupport.stream(micros.percentiles(10).spliterator(), false)
                .map(value -> new Point(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / 1000.0))
                .toList();
    }
}
