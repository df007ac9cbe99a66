package io.roundtable.bench.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Figures for people: a line each, columns as wide as they must be. */
public final class Table {
    /** What each column holds. */
    public static final List<String> HEAD =
            List.of("suite", "what", "unit", "product", "spread", "beside", "its figure", "ratio", "goal", "met");

    private Table() {}

    public static String of(List<Figure> figures) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        figures.forEach(figure -> rows.add(row(figure)));
        var widths = new int[HEAD.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    /** The cells of a figure, one for each column. */
    public static List<String> row(Figure figure) {
        var beside = Optional.ofNullable(figure.beside());
        var value = figure.value();
        return List.of(
                figure.name().suite(),
                figure.name().metric(),
                figure.unit(),
                number(value.median()),
                value.rounds().size() == 1 ? "" : number(value.least()) + ".." + number(value.most()),
                beside.map(Figure.Beside::what).orElse(""),
                beside.map(other -> number(other.value().median())).orElse(""),
                figure.ratio()
                        .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                        .orElse(""),
                figure.goal().text(),
                figure.isMet().map(met -> met ? "yes" : "NO").orElse(""));
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
        }
        return line.toString().stripTrailing();
    }

    /** Three digits that say something, and none that only seem to. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
