package io.roundtable.app.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.talk.Node;
import io.roundtable.testkit.talk.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a node's OpenAPI document says that receivers of webhooks are sent, and how far that is true. */
final class PublishedWebhooks {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** What any request over HTTP/1.1 has; OpenAPI tells the type of the content elsewhere. */
    private static final Set<String> OF_HTTP = Set.of("host", "connection", "content-length", "content-type");

    private final Node node;
    private final JsonNode document;

    PublishedWebhooks(Node node) {
        this.node = node;
        this.document = Yaml.read(node.get("/openapi.yaml").answer().good().text());
    }

    /** What is wrong with a message that was sent, body and headers; what isn't described is wrong too. */
    List<String> faultsOfMessage(Receiver.Call call) {
        var faults = faults("message", call);
        JsonNode message = body(call).path("data");
        faults.addAll(faults(referring("#/components/schemas/Message"), message));
        return faults;
    }

    /** The same of an event, whose data have a schema of their own. */
    List<String> faultsOfEvent(Receiver.Call call) {
        var faults = faults("event", call);
        String type = body(call).path("type").asText();
        byte[] schema = node.get("/schemas/" + type).answer().good().body();
        faults.addAll(faults(Json.read(schema, ObjectNode.class), body(call).path("data")));
        return faults;
    }

    private List<String> faults(String webhook, Receiver.Call call) {
        JsonNode post = document.path("webhooks").path(webhook).path("post");
        var faults = faultsOfHeaders(post.path("parameters"), call.headers());
        JsonNode content =
                post.path("requestBody").path("content").path(call.headers().getOrDefault("content-type", "none"));
        faults.addAll(faults(referring(content.at("/schema/$ref").asText()), body(call)));
        return faults;
    }

    private List<String> faultsOfHeaders(JsonNode parameters, Map<String, String> headers) {
        var faults = new ArrayList<String>();
        var others = new TreeMap<>(headers);
        others.keySet().removeAll(OF_HTTP);
        parameters.forEach(given -> {
            JsonNode parameter = resolved(given);
            String name = parameter.path("name").asText();
            String value = others.remove(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                faults(parameter.path("schema"), Json.shared().getNodeFactory().textNode(value))
                        .forEach(fault -> faults.add(name + ": " + fault));
            } else if (parameter.path("required").asBoolean()) {
                faults.add(name + " is missing");
            }
        });
        others.forEach((name, value) -> faults.add(name + " isn't described, and is " + value));
        return faults;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private ObjectNode referring(String reference) {
        ObjectNode schema = Json.shared().createObjectNode().put("$ref", reference);
        schema.set("components", document.path("components"));
        return schema.put("unevaluatedProperties", false);
    }

    private static List<String> faults(JsonNode schema, JsonNode value) {
        return REGISTRY
                .getSchema(schema)
                .validate(value, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static JsonNode body(Receiver.Call call) {
        return Json.read(call.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
