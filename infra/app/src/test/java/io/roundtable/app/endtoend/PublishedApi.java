package io.roundtable.app.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Yaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A node's OpenAPI document, to hold against it what is sent; what isn't described there is wrong too. */
final class PublishedApi {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** By their texts, since many nodes of a run publish the same. */
    private static final Map<String, PublishedApi> KNOWN = new ConcurrentHashMap<>();

    private final JsonNode document;
    private final Set<JsonNode> parts = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<JsonNode, Schema> schemas = Collections.synchronizedMap(new IdentityHashMap<>());

    private PublishedApi(JsonNode document) {
        this.document = document;
        document.findValues("allOf").forEach(all -> all.forEach(part -> parts.add(resolved(part))));
        close(document.path("components"));
    }

    /** Objects hold what is described and nothing else; what is part of a schema leaves that to the whole. */
    private void close(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("properties").isObject()
                && !schema.has("additionalProperties")
                && !parts.contains(schema)) {
            schema.put("unevaluatedProperties", false);
        }
        node.forEach(this::close);
    }

    static PublishedApi of(Node node) {
        return KNOWN.computeIfAbsent(
                node.get("/openapi.yaml").answer().good().text(), text -> new PublishedApi(Yaml.read(text)));
    }

    JsonNode document() {
        return document;
    }

    /** What a reference leads to; anything else is itself. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /**
     * What is wrong with a value.
     *
     * @param schema of the document
     */
    List<String> faults(JsonNode schema, JsonNode value) {
        return faults(schemas.computeIfAbsent(schema, this::closed), value);
    }

    private Schema closed(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components")); // where it refers to
        boolean isAnyObject = schema.equals(Json.shared().createObjectNode().put("type", "object"));
        return REGISTRY.getSchema(isAnyObject ? whole : whole.put("unevaluatedProperties", false));
    }

    /**
     * What is wrong with headers.
     *
     * @param described by name
     */
    List<String> faultsOfHeaders(Map<String, JsonNode> described, Map<String, String> headers) {
        var faults = new ArrayList<String>();
        var others = new TreeMap<>(headers);
        described.forEach((name, header) -> {
            String value = others.remove(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                faults(header.path("schema"), valueOf(header, value)).forEach(fault -> faults.add(name + ": " + fault));
            } else if (header.path("required").asBoolean()) {
                faults.add(name + " is missing");
            }
        });
        others.forEach((name, value) -> faults.add(name + " isn't described, and is " + value));
        return faults;
    }

    private static JsonNode valueOf(JsonNode header, String text) {
        var nodes = Json.shared().getNodeFactory();
        return header.at("/schema/type").asText().equals("integer") && text.matches("[0-9]{1,18}")
                ? nodes.numberNode(Long.parseLong(text))
                : nodes.textNode(text);
    }

    /** What is wrong with a value, by a schema that refers to nothing outside of it. */
    static List<String> faultsOf(JsonNode schema, JsonNode value) {
        return faults(REGISTRY.getSchema(schema), value);
    }

    private static List<String> faults(Schema schema, JsonNode value) {
        return schema
                .validate(value, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }
}
