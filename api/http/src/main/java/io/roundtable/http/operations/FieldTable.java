package io.roundtable.http.operations;

import static io.roundtable.http.operations.ProblemPages.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The fields of a schema as a table, those of objects within it by their paths. References are followed. */
record FieldTable(JsonNode document) {

    /** Deeper than any record of ours, so that one which holds itself ends. */
    private static final int DEEPEST = 6;

    String of(JsonNode schema) {
        var rows = new StringBuilder();
        rows("", schema, rows, 0);
        return rows.isEmpty()
                ? "<p>" + PlainText.inline(resolved(schema).path("description").asText()) + "</p>"
                : "<table><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody>\n" + rows
                        + "</tbody></table>";
    }

    private void rows(String path, JsonNode given, StringBuilder rows, int depth) {
        JsonNode schema = resolved(given);
        if (depth == DEEPEST) {
            return;
        }
        var required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        schema.path("properties").properties().forEach(property -> {
            String name = path + property.getKey();
            row(name, property.getValue(), required.contains(property.getKey()), rows);
            rows(name + ".", property.getValue(), rows, depth + 1);
            if (property.getValue().has("items")) {
                rows(name + "[].", property.getValue().path("items"), rows, depth + 1);
            }
        });
        schema.path("patternProperties")
                .properties()
                .forEach(pattern -> row(pattern.getKey(), pattern.getValue(), false, rows));
        schema.path("anyOf").forEach(alternative -> alternative(alternative, rows));
    }

    /** Another type's value is told where that type is. */
    private void alternative(JsonNode given, StringBuilder rows) {
        JsonNode schema = resolved(given);
        String name = given.path("$ref").asText().replaceFirst(".*/", "");
        rows.append("<tr><td><i>either</i></td><td>%s</td><td>%s</td></tr>%n"
                .formatted(
                        name.isEmpty()
                                ? escaped(type(schema))
                                : "<a href=\"/schemas/%1$s\">%1$s</a>".formatted(escaped(name)),
                        PlainText.inline(schema.path("description").asText())));
    }

    private void row(String name, JsonNode given, boolean required, StringBuilder rows) {
        JsonNode schema = resolved(given);
        String description = given.has("description")
                ? given.path("description").asText()
                : schema.path("description").asText();
        rows.append("<tr><td><code>%s</code>%s</td><td>%s</td><td>%s</td></tr>%n"
                .formatted(
                        escaped(name),
                        required ? "" : " <i>optional</i>",
                        escaped(type(schema)),
                        PlainText.inline(description)));
    }

    /** With what it is bounded by, and its values where they are few. */
    private static String type(JsonNode schema) {
        String type = schema.path("type").asText("any JSON");
        if (schema.has("enum")) {
            return StreamSupport.stream(schema.path("enum").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
        }
        Map<String, String> bounds = new TreeMap<>();
        schema.properties().forEach(keyword -> {
            if (keyword.getKey().matches("const|format|pattern|m(in|ax).+")) {
                bounds.put(keyword.getKey(), keyword.getValue().asText());
            }
        });
        return bounds.isEmpty() ? type : type + " " + bounds;
    }

    private JsonNode resolved(JsonNode schema) {
        String ref = schema.path("$ref").asText();
        return ref.isEmpty() ? schema : document.at(ref.substring(1));
    }
}
