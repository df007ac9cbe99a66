package io.roundtable.bench.report;

import io.roundtable.bench.load.Latencies;
import io.roundtable.bench.load.Trace;
import io.roundtable.bench.report.LinePlot.Line;
import io.roundtable.bench.report.LinePlot.Point;
import io.roundtable.bench.report.LinePlot.Side;
import io.roundtable.bench.report.LinePlot.Tick;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The plots of one metric: answers in each second, a line for each round, and how latencies are distributed. */
final class LoadPlots {
    /** A percentile's place: how many answers there are for each one that took longer. Beyond, there is chance only. */
    private static final Axis ONE_IN = new Axis(1, 10_000, true);

    private static final List<Tick> PERCENTILES = List.of(
            new Tick(1, "0 %"),
            new Tick(2, "50 %"),
            new Tick(10, "90 %"),
            new Tick(100, "99 %"),
            new Tick(1_000, "99.9 %"),
            new Tick(10_000, "99.99 %"));

    private static final double LEAST_MILLIS = 0.01;

    /** The style sheet has no more. */
    private static final int LAST_COLOR = 3;

    private final String title;
    private final Map<String, List<Trace>> byWhat;

    /** @param traces of one suite and metric, at least one */
    LoadPlots(List<Trace> traces) {
        this.title = traces.getFirst().suite() + ": " + traces.getFirst().metric();
        this.byWhat =
                traces.stream().collect(Collectors.groupingBy(Trace::what, LinkedHashMap::new, Collectors.toList()));
    }

    List<Element> figures() {
        var figures = new ArrayList<Element>();
        if (greatestRate() > 0) {
            figures.add(throughput().figure());
        }
        if (byWhat.values().stream()
                .flatMap(List::stream)
                .anyMatch(trace -> trace.latencies().count() > 0)) {
            figures.add(latencies().figure());
        }
        return figures;
    }

    private LinePlot throughput() {
        var lines = new ArrayList<Line>();
        int longest = 1;
        int color = 0;
        for (var traces : byWhat.entrySet()) {
            for (var trace : traces.getValue()) {
                var counts = trace.perSecond();
                longest = Math.max(longest, counts.size());
                lines.add(new Line(
                        traces.getKey(),
                        color,
                        IntStream.range(0, counts.size())
                                .mapToObj(i -> new Point(i + 1, counts.get(i)))
                                .toList()));
            }
            color = Math.min(color + 1, LAST_COLOR);
        }
        return new LinePlot(
                title + ", answers a second",
                Side.of("second", Axis.upTo(longest)),
                Side.of("answers a second", Axis.upTo((double) greatestRate())),
                lines);
    }

    private long greatestRate() {
        return byWhat.values().stream()
                .flatMap(List::stream)
                .flatMap(trace -> trace.perSecond().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private LinePlot latencies() {
        var lines = new ArrayList<Line>();
        byWhat.forEach((what, traces) -> {
            var all = Latencies.sum(traces.stream().map(Trace::latencies).toList());
            lines.add(new Line(what, Math.min(lines.size(), LAST_COLOR), points(all)));
        });
        var millis = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::up)
                .summaryStatistics();
        var axis = new Axis(
                Math.pow(10, Math.floor(Math.log10(millis.getMin()))),
                Math.max(millis.getMax() * 1.1, LEAST_MILLIS * 10),
                true);
        return new LinePlot(
                title + ", latency by percentile",
                new Side("so many answers came sooner", ONE_IN, PERCENTILES),
                Side.of("ms", axis),
                lines);
    }

    private static List<Point> points(Latencies latencies) {
        return latencies.distribution().stream()
                .filter(point -> point.percentile() < 100)
                .map(point -> new Point(100 / (100 - point.percentile()), Math.max(point.millis(), LEAST_MILLIS)))
                .filter(point -> point.across() <= ONE_IN.most())
                .toList();
    }
}
