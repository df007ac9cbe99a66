package io.roundtable.bench.suite;

import io.roundtable.bench.figure.Figure;
import io.roundtable.bench.figure.Figure.Beside;
import io.roundtable.bench.figure.Figure.Name;
import io.roundtable.bench.figure.Goal;
import io.roundtable.bench.figure.Sample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What operations cost at one size, and what the product keeps for it.
 *
 * @param rounds of each operation
 */
record Costs(Map<Operation, List<Round>> rounds, Weight weight) {
    private static final Goal CONSTANT = new Goal.RatioAtMost(1.3);

    Costs {
        rounds = new EnumMap<>(rounds);
    }

    /**
     * Of one operation.
     *
     * @param p50 milliseconds
     * @param cpu microseconds each, of those stages that the operation names
     */
    record Round(double p50, double cpu) {
        @Override
        public String toString() {
            return "%.2f ms and %.0f µs".formatted(p50, cpu);
        }
    }

    /**
     * In megabytes.
     *
     * @param store the engine's, on disk
     * @param engine its heap after a full collection
     * @param api the API's heap after one
     */
    record Weight(double store, double engine, double api) {}

    /**
     * What has grown.
     *
     * @param what in the plural
     */
    record Growth(String what, long from, long to) {
        String text() {
            return "%,d to %,d %s".formatted(from, to, what);
        }

        String small() {
            return "%,d".formatted(from);
        }
    }

    /** These, beside those of the smaller size. */
    List<Figure> figures(Growth growth, Costs smaller) {
        var figures = new ArrayList<Figure>();
        rounds.forEach((operation, large) -> {
            var small = smaller.rounds.getOrDefault(operation, List.of());
            var both = new Both(large, small);
            var cpu = "%s, CPU of %s".formatted(operation.text(), operation.stages());
            figures.add(both.figure(named(growth, operation.text() + ", p50"), "ms", growth, Round::p50));
            figures.add(both.figure(named(growth, cpu), "µs", growth, Round::cpu));
        });
        figures.add(weighed(growth, "engine's store on disk", weight.store, smaller.weight.store));
        figures.add(weighed(growth, "engine's heap after a full collection", weight.engine, smaller.weight.engine));
        figures.add(weighed(growth, "API's heap after a full collection", weight.api, smaller.weight.api));
        return figures;
    }

    /** Rounds at both sizes. */
    private record Both(List<Round> large, List<Round> small) {
        Figure figure(Name name, String unit, Growth growth, ToDoubleFunction<Round> figure) {
            return new Figure(
                    name, unit, sample(large, figure), new Beside(growth.small(), sample(small, figure)), CONSTANT);
        }
    }

    private static Figure weighed(Growth growth, String what, double large, double small) {
        return new Figure(
                named(growth, what),
                "MB",
                Sample.of(large),
                new Beside(growth.small(), Sample.of(small)),
                new Goal.None());
    }

    private static Sample sample(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return new Sample(rounds.stream().mapToDouble(figure).boxed().toList());
    }

    private static Name named(Growth growth, String what) {
        return new Name("scale", growth.text() + ": " + what);
    }
}
