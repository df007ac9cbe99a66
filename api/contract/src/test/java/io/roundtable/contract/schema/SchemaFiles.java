package io.roundtable.contract.schema;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A folder with a file for each type, or each topic. */
record SchemaFiles(Path folder) {

    /** What the jar comes with, and nodes serve. */
    static final SchemaFiles OURS = new SchemaFiles(Path.of("src", "main", "resources", "schemas"));

    /** What others may rely on by now. */
    static final SchemaFiles RELEASED = new SchemaFiles(Path.of("src", "test", "resources", "schemas-released"));

    /** The same of headers, by topic. */
    static final SchemaFiles RELEASED_HEADERS =
            new SchemaFiles(Path.of("src", "test", "resources", "headers-released"));

    private static final String ENDING = ".json";

    Map<String, String> read() {
        var texts = new TreeMap<String, String>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                texts.put(name.substring(0, name.length() - ENDING.length()), Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves others as they are. */
    void write(Map<String, String> texts) {
        texts.forEach((type, text) -> write(folder.resolve(type + ENDING), text));
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it stands in a file: the same everywhere, a line for each member. */
    static String text(JsonNode schema) {
        var indented = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indented);
        try {
            return Json.shared().writer(printer).writeValueAsString(schema) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode tree(String text) {
        return Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), ObjectNode.class);
    }
}
