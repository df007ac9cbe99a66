package io.roundtable.app.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.log.Entry;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Yaml;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a node publishes about its topics, read as somebody who knows nothing else would. */
final class Documents {

    private final Node node;
    private final JsonNode asyncApi;
    private final Map<String, ObjectNode> schemas = new ConcurrentHashMap<>();

    Documents(Node node) {
        this.node = node;
        this.asyncApi = Yaml.read(node.get("/asyncapi.yaml").answer().good().text());
    }

    /** Whether a topic may hold such a type. */
    boolean mayHold(String topic, String type) {
        for (JsonNode channel : asyncApi.path("channels")) {
            if (channel.path("address").asText().equals(topic)) {
                return channel.path("messages").has(type);
            }
        }
        return false;
    }

    /** What is wrong with the value, by the schema that the record names; a field that isn't described is wrong too. */
    List<String> faultsOfValue(Entry entry) {
        byte[] value = entry.value();
        JsonNode tree = value == null ? Json.shared().missingNode() : Json.read(value, JsonNode.class);
        String named = entry.header("ce_dataschema");
        ObjectNode schema = schemas.computeIfAbsent(named, this::schema);
        var faults = new ArrayList<String>();
        if (!schema.path("$id").asText().equals(named)) {
            faults.add("%s leads to the schema %s".formatted(named, schema.path("$id")));
        }
        faults.addAll(PublishedApi.faultsOf(schema, tree));
        return faults;
    }

    private ObjectNode schema(String uri) {
        var text = node.get(URI.create(uri).getPath()).answer().good().text();
        return Json.read(
                text.replace("\"additionalProperties\" : true", "\"additionalProperties\" : false")
                        .getBytes(StandardCharsets.UTF_8),
                ObjectNode.class);
    }

    /** What is wrong with the headers, by the document of the topics. */
    List<String> faultsOfHeaders(Entry entry) {
        ObjectNode headers = Json.shared().createObjectNode();
        entry.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        ObjectNode schema = asyncApi.path("components")
                .path("messages")
                .path(entry.header("ce_type"))
                .path("headers")
                .deepCopy();
        schema.set("components", asyncApi.path("components")); // where it refers to
        return PublishedApi.faultsOf(schema.put("unevaluatedProperties", false), headers);
    }

    private static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
