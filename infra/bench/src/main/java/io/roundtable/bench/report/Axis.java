package io.roundtable.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From a figure to its place along a line.
 *
 * @param least at the line's beginning
 * @param most at its end, more than {@code least}
 * @param isLogarithmic for figures that differ by orders of magnitude; then {@code least} is more than 0
 */
record Axis(double least, double most, boolean isLogarithmic) {
    private static final double[] STEPS = {1, 2, 5};

    Axis {
        if (!(most > least) || (isLogarithmic && least <= 0)) {
            throw new IllegalArgumentException("no axis from %f to %f".formatted(least, most));
        }
    }

    /** From 0 to a little more than the greatest figure. */
    static Axis upTo(double greatest) {
        return new Axis(0, greatest > 0 ? greatest * 1.1 : 1, false);
    }

    /** From 0 at the beginning to 1 at the end; beyond where the figure is. */
    double part(double figure) {
        return isLogarithmic
                ? (Math.log10(figure) - Math.log10(least)) / (Math.log10(most) - Math.log10(least))
                : (figure - least) / (most - least);
    }

    /** Round figures to write beside it, at most some ten of them. */
    List<Double> ticks() {
        return isLogarithmic ? decades() : steps();
    }

    private List<Double> decades() {
        var ticks = new ArrayList<Double>();
        boolean isWide = most / least > 1_000;
        for (double decade = Math.pow(10, Math.floor(Math.log10(least))); decade <= most; decade *= 10) {
            for (double step : isWide ? new double[] {1} : STEPS) {
                if (decade * step >= least && decade * step <= most) {
                    ticks.add(decade * step);
                }
            }
        }
        return ticks;
    }

    private List<Double> steps() {
        double rough = (most - least) / 4;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = rough / decade >= 5 ? 5 * decade : rough / decade >= 2 ? 2 * decade : decade;
        var ticks = new ArrayList<Double>();
        for (double tick = Math.ceil(least / step) * step; tick <= most; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** A tick in as few digits as it takes. */
    static String label(double tick) {
        if (tick == Math.rint(tick)) {
            return String.format(Locale.ROOT, "%,.0f", tick);
        }
        var text = String.format(Locale.ROOT, "%.3f", tick);
        return text.replaceAll("0+$", "");
    }
}
