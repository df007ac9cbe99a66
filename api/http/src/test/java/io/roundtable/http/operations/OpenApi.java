package io.roundtable.http.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The document as a tree, and the few questions that tests ask of it. */
record OpenApi(JsonNode tree) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** An operation with the parameters of its path. */
    record Operation(String method, String path, JsonNode node) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static OpenApi read() {
        try {
            return new OpenApi(new YAMLMapper().readTree(OpenApiDocument.text()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Operation> operations() {
        return operations("paths");
    }

    /** What we ask of others' servers; each by its name instead of a path. */
    List<Operation> webhooks() {
        return operations("webhooks");
    }

    private List<Operation> operations(String of) {
        var operations = new ArrayList<Operation>();
        tree.path(of)
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> operations.add(new Operation(
                                entry.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), entry.getValue()))));
        return operations;
    }

    JsonNode schema(String name) {
        return tree.path("components").path("schemas").path(name);
    }

    /** What a reference leads to; anything else is itself. */
    JsonNode resolved(JsonNode node) {
        String ref = node.path("$ref").asText();
        return ref.isEmpty() ? node : tree.at(ref.substring(1));
    }

    /** Every reference there is, wherever it stands. */
    Stream<String> references() {
        return tree.findValuesAsText("$ref").stream();
    }

    /** The codes that a response names for its problem; empty where it holds none. */
    List<String> codes(JsonNode response) {
        var codes = new ArrayList<String>();
        resolved(response)
                .path("content")
                .path("application/problem+json")
                .path("schema")
                .path("allOf")
                .forEach(part -> part.at("/properties/code/enum").forEach(code -> codes.add(code.asText())));
        return codes;
    }
}
