package io.roundtable.bench.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the product is told besides where its broker and its database are.
 *
 * @param values by the product's own names, such as {@code partitions}
 */
public record Settings(SortedMap<String, String> values) {
    public Settings {
        values = new TreeMap<>(values);
    }

    /** As every process of the product gets them. */
    Map<String, String> environment() {
        return values.entrySet().stream()
                .collect(Collectors.toMap(setting -> variable(setting.getKey()), Map.Entry::getValue));
    }

    private static String variable(String name) {
        return "ROUNDTABLE_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** As a file that the product reads: unlike variables it is refused where there is no setting of a name. */
    Path write(Path directory) {
        var properties = new Properties();
        properties.putAll(values);
        var file = directory.resolve("settings.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return file;
    }

    /** For people. */
    public String text() {
        return values.isEmpty()
                ? "as they are by default"
                : values.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" "));
    }
}
