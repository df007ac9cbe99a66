package io.roundtable.app.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.talk.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a node's OpenAPI document says that receivers of webhooks are sent, and how far that is true. */
final class PublishedWebhooks {

    /** What any request over HTTP/1.1 has; OpenAPI tells the type of the content elsewhere. */
    private static final Set<String> OF_HTTP = Set.of("host", "connection", "content-length", "content-type");

    private final Node node;
    private final PublishedApi api;

    PublishedWebhooks(Node node) {
        this.node = node;
        this.api = PublishedApi.of(node);
    }

    /** What is wrong with a message that was sent, body and headers. */
    List<String> faultsOfMessage(Receiver.Call call) {
        var faults = faults("message", call);
        JsonNode message = api.document().at("/components/schemas/Message");
        faults.addAll(api.faults(message, body(call).path("data")));
        return faults;
    }

    /** The same of an event, whose data have a schema of their own. */
    List<String> faultsOfEvent(Receiver.Call call) {
        var faults = faults("event", call);
        String type = body(call).path("type").asText();
        byte[] schema = node.get("/schemas/" + type).answer().good().body();
        faults.addAll(PublishedApi.faultsOf(
                Json.read(schema, JsonNode.class), body(call).path("data")));
        return faults;
    }

    private List<String> faults(String webhook, Receiver.Call call) {
        JsonNode post = api.document().path("webhooks").path(webhook).path("post");
        var faults = new ArrayList<>(api.faultsOfHeaders(parameters(post), headers(call)));
        JsonNode content =
                post.path("requestBody").path("content").path(call.headers().getOrDefault("content-type", "none"));
        faults.addAll(api.faults(content.path("schema"), body(call)));
        return faults;
    }

    private Map<String, JsonNode> parameters(JsonNode post) {
        var parameters = new LinkedHashMap<String, JsonNode>();
        post.path("parameters").forEach(given -> {
            JsonNode parameter = api.resolved(given);
            parameters.put(parameter.path("name").asText(), parameter);
        });
        return parameters;
    }

    private static Map<String, String> headers(Receiver.Call call) {
        var headers = new TreeMap<>(call.headers());
        headers.keySet().removeAll(OF_HTTP);
        return headers;
    }

    private static JsonNode body(Receiver.Call call) {
        return Json.read(call.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
