package io.roundtable.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over two axes.
 *
 * @param title over it
 * @param across what goes from left to right
 * @param up what goes from below to above
 */
record LinePlot(String title, Side across, Side up, List<Line> lines) {
    private static final double WIDTH = 420;
    private static final double HEIGHT = 230;
    private static final double LEFT = 58;
    private static final double RIGHT = 24;
    private static final double TOP = 12;
    private static final double BOTTOM = 40;

    LinePlot {
        lines = List.copyOf(lines);
    }

    /**
     * One of the axes.
     *
     * @param ticks what is written along it
     */
    record Side(String what, Axis axis, List<Tick> ticks) {
        Side {
            ticks = List.copyOf(ticks);
        }

        static Side of(String what, Axis axis) {
            return new Side(
                    what,
                    axis,
                    axis.ticks().stream()
                            .map(tick -> new Tick(tick, Axis.label(tick)))
                            .toList());
        }
    }

    record Tick(double at, String label) {}

    /**
     * @param color which of the style sheet's, from 0 on; the product's is 0
     * @param points from left to right
     */
    record Line(String name, int color, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }
    }

    record Point(double across, double up) {}

    Element figure() {
        var svg = Element.of("svg")
                .with("viewBox", "0 0 %.0f %.0f".formatted(WIDTH, HEIGHT))
                .with("role", "img")
                .with("aria-label", title);
        across.ticks().forEach(tick -> svg.addAll(upright(tick)));
        up.ticks().forEach(tick -> svg.addAll(level(tick)));
        svg.add(label(across.what(), LEFT + width() / 2, HEIGHT - 6, "middle"));
        svg.add(label(up.what(), 4, TOP - 2, "start"));
        lines.forEach(line -> svg.add(drawn(line)));
        return Element.of("figure")
                .add(Element.of("figcaption", title))
                .add(svg)
                .add(legend());
    }

    private static double width() {
        return WIDTH - LEFT - RIGHT;
    }

    private double x(double value) {
        return LEFT + across.axis().part(value) * width();
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.axis().part(value) * (HEIGHT - TOP - BOTTOM);
    }

    private List<Element> upright(Tick tick) {
        double x = x(tick.at());
        return List.of(grid(x, TOP, x, HEIGHT - BOTTOM), label(tick.label(), x, HEIGHT - BOTTOM + 15, "middle"));
    }

    private List<Element> level(Tick tick) {
        double y = y(tick.at());
        return List.of(grid(LEFT, y, WIDTH - RIGHT, y), label(tick.label(), LEFT - 6, y + 4, "end"));
    }

    private static Element grid(double x1, double y1, double x2, double y2) {
        return Element.of("line")
                .with("class", "grid")
                .with("x1", x1)
                .with("y1", y1)
                .with("x2", x2)
                .with("y2", y2);
    }

    private static Element label(String text, double x, double y, String anchor) {
        return Element.of("text", text).with("x", x).with("y", y).with("text-anchor", anchor);
    }

    private Element drawn(Line line) {
        var points = line.points().stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.across()), y(point.up())))
                .collect(Collectors.joining(" "));
        return Element.of("polyline").with("class", "line color" + line.color()).with("points", points);
    }

    /** Each name once, since rounds are lines of one name. */
    private Element legend() {
        var legend = Element.of("p").with("class", "legend");
        lines.stream()
                .collect(Collectors.toMap(Line::name, Line::color, (first, _) -> first, LinkedHashMap::new))
                .forEach((name, color) -> legend.add(Element.of("span", name).with("class", "key color" + color)));
        return legend;
    }
}
