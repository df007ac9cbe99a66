package io.roundtable.bench.report;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Goal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A bar for each figure that is compared with something, and a mark where its goal is. */
final class RatioBars {
    private static final double WIDTH = 880;
    private static final double NAMES = 430;
    private static final double NUMBERS = 60;
    private static final double ROW = 24;
    private static final double TOP = 22;

    /** A bar that would be longer ends here, with its figure beside it: else it would make all others short. */
    private static final double LONGEST = 5;

    private final List<Figure> figures;
    private final Axis axis;

    RatioBars(List<Figure> figures) {
        this.figures =
                figures.stream().filter(figure -> figure.ratio().isPresent()).toList();
        double greatest = this.figures.stream()
                .mapToDouble(figure -> Math.max(ratio(figure), goal(figure).orElse(1)))
                .max()
                .orElse(1);
        this.axis = Axis.upTo(Math.clamp(greatest, 1, LONGEST));
    }

    boolean isEmpty() {
        return figures.isEmpty();
    }

    Element drawn() {
        double bottom = TOP + figures.size() * ROW;
        var svg = Element.of("svg")
                .with("viewBox", String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, bottom + 4))
                .with("role", "img")
                .with("aria-label", "Ratios");
        axis.ticks()
                .forEach(tick -> svg.add(upright("grid", tick, TOP, bottom))
                        .add(Element.of("text", Axis.label(tick))
                                .with("x", x(tick))
                                .with("y", TOP - 6)
                                .with("text-anchor", "middle")));
        svg.add(upright("same", 1, TOP, bottom));
        for (int i = 0; i < figures.size(); i++) {
            svg.addAll(row(figures.get(i), TOP + i * ROW));
        }
        return svg;
    }

    private List<Element> row(Figure figure, double y) {
        double ratio = ratio(figure);
        double end = x(Math.min(ratio, LONGEST));
        var met = figure.isMet().map(is -> is ? "met" : "unmet").orElse("open");
        var bar = Element.of("rect")
                .with("class", "bar " + met)
                .with("x", x(0))
                .with("y", y + 5)
                .with("width", Math.max(end - x(0), 1))
                .with("height", ROW - 10);
        var number = Element.of("text", String.format(Locale.ROOT, "%.2f", ratio))
                .with("class", "number")
                .with("x", WIDTH)
                .with("y", y + 16)
                .with("text-anchor", "end");
        var name = Element.of("text", figure.name().key()).with("x", 0).with("y", y + 16);
        var mark = goal(figure).stream().filter(bound -> bound <= LONGEST).findFirst();
        return mark.isPresent()
                ? List.of(name, bar, number, upright("goal", mark.getAsDouble(), y + 2, y + ROW - 2))
                : List.of(name, bar, number);
    }

    private Element upright(String kind, double ratio, double from, double to) {
        return Element.of("line")
                .with("class", kind)
                .with("x1", x(ratio))
                .with("y1", from)
                .with("x2", x(ratio))
                .with("y2", to);
    }

    private double x(double ratio) {
        return NAMES + axis.part(ratio) * (WIDTH - NAMES - NUMBERS);
    }

    private static double ratio(Figure figure) {
        return figure.ratio().orElseThrow();
    }

    /** Where it is a ratio. */
    private static OptionalDouble goal(Figure figure) {
        return switch (figure.goal()) {
            case Goal.RatioAtLeast(double bound) -> OptionalDouble.of(bound);
            case Goal.RatioAtMost(double bound) -> OptionalDouble.of(bound);
            case Goal.None _, Goal.AtLeast _, Goal.AtMost _ -> OptionalDouble.empty();
        };
    }
}
