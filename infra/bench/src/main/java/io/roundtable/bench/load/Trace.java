package io.roundtable.bench.load;

import java.util.List;

/**
 * How a load went, for a plot.
 *
 * @param suite as in its figures
 * @param metric as in its figures, without what a figure adds, such as a percentile
 * @param what was asked: {@link #PRODUCT}, or what it is compared with
 * @param perSecond answers in each whole second; empty where nobody has counted
 * @param latencies may be empty
 */
public record Trace(String suite, String metric, String what, List<Long> perSecond, Latencies latencies) {
    public static final String PRODUCT = "product";

    public Trace {
        perSecond = List.copyOf(perSecond);
    }
}
