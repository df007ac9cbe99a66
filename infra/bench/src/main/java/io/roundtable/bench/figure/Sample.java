package io.roundtable.bench.figure;

import java.util.Arrays;
import java.util.List;

/**
 * What several rounds have given, in their order.
 *
 * @param rounds at least one, each a finite number
 */
public record Sample(List<Double> rounds) {
    public Sample {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("a sample of no rounds");
        }
        if (!rounds.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("not all finite: " + rounds);
        }
    }

    public static Sample of(double... rounds) {
        return new Sample(Arrays.stream(rounds).boxed().toList());
    }

    /** The middle one; of an even number the mean of both in the middle. */
    public double median() {
        var sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double least() {
        return rounds.stream().min(Double::compare).orElseThrow();
    }

    public double most() {
        return rounds.stream().max(Double::compare).orElseThrow();
    }

    /**
     * This by the other. Where both have as many rounds these are pairs, measured next to each other, so that what slows
     * the whole machine for a while slows both; else, or where a round of the other is 0, the medians are compared.
     *
     * @return infinite or no number where the other is 0
     */
    public double ratioTo(Sample other) {
        if (rounds.size() != other.rounds.size() || other.rounds.contains(0.0)) {
            return median() / other.median();
        }
        var ratios = new double[rounds.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = rounds.get(i) / other.rounds.get(i);
        }
        return of(ratios).median();
    }
}
