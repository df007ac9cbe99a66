package io.roundtable.bench.figure;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ratios of an earlier run, to notice when one falls. Only ratios: times differ from machine to machine.
 *
 * @param ratios by {@link Figure.Name#key()}
 */
public record Recorded(SortedMap<String, Double> ratios) {
    /** Less than this part of what was recorded is a fall. A machine that others use varies by a third. */
    private static final double LEAST_PART = 0.5;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public Recorded {
        ratios = new TreeMap<>(ratios);
    }

    /** @throws IOException where it can't be read, or isn't an object of numbers */
    public static Recorded read(Path file) throws IOException {
        return new Recorded(new TreeMap<>(JSON.readValue(file.toFile(), new TypeReference<Map<String, Double>>() {})));
    }

    public static Recorded of(List<Figure> figures) {
        var ratios = new TreeMap<String, Double>();
        figures.forEach(figure ->
                figure.ratio().ifPresent(ratio -> ratios.put(figure.name().key(), Math.round(ratio * 100) / 100.0)));
        return new Recorded(ratios);
    }

    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(ratios) + "\n");
    }

    /** What has fallen, or wasn't measured any more, in words; empty where all is well. */
    public List<String> falls(List<Figure> figures) {
        var now = of(figures).ratios;
        var falls = new ArrayList<String>();
        ratios.forEach((key, then) -> {
            Double ratio = now.get(key);
            if (ratio == null) {
                falls.add(key + ": recorded, but not measured");
            } else if (ratio < then * LEAST_PART) {
                falls.add(String.format(
                        Locale.ROOT, "%s: %.2f, less than half of the %.2f that is recorded", key, ratio, then));
            }
        });
        return falls;
    }
}
