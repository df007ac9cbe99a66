package io.roundtable.app.fake;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.fake.FakeRoundtable.Request;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Workspaces whose ids derive from the key; messages in order; answers repeated under a key until it is forgotten. */
public final class FakeWorkspaces {
    private final Map<String, Workspace> byId = new LinkedHashMap<>();
    private final Map<String, FakeAnswer> answered = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private Predicate<Message> refused = _ -> false;
    private int made;

    /** A workspace. */
    public record Workspace(String id, String name, Map<String, String> sandboxes, List<Message> messages) {}

    /** A message as it was sent. */
    public record Message(
            @Nullable String fromSandboxId,
            String toSandboxId,
            String messageType,
            RawJson content,
            @Nullable String correlationId,
            @Nullable String inReplyTo,
            @Nullable String priority) {}

    /** The workspace made for that name. */
    public synchronized Workspace named(String name) {
        return byId.values().stream()
                .filter(w -> w.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public synchronized List<Workspace> all() {
        return List.copyOf(byId.values());
    }

    public synchronized long messageCount() {
        return byId.values().stream().mapToLong(w -> w.messages().size()).sum();
    }

    /** As when the duplicate window has passed. */
    public synchronized void forgetKeys() {
        answered.clear();
    }

    public synchronized void refuse(Predicate<Message> messages) {
        refused = messages;
    }

    /** A sandbox's key. */
    public synchronized String key() {
        var secret = "rt_dev_" + made++;
        keys.add(secret);
        return secret;
    }

    /** A workspace of that id and name, without anything in it. */
    public synchronized Workspace add(String id) {
        var workspace = new Workspace(id, id, new LinkedHashMap<>(), new ArrayList<>());
        byId.put(id, workspace);
        return workspace;
    }

    public synchronized void revoke(String key) {
        keys.remove(key);
    }

    synchronized boolean isKey(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith("Bearer ")
                && keys.contains(authorization.substring("Bearer ".length()));
    }

    synchronized FakeAnswer answer(Request request) {
        if (request.method().equals("POST") && request.path().endsWith("/keys")) {
            return FakeAnswer.of(201, "{\"key_id\":\"key_0123456789\",\"api_key\":\"" + key() + "\"}");
        }
        var key = request.key();
        if (!request.method().equals("POST")) {
            return read(request);
        }
        if (key == null) {
            return FakeAnswer.problem(400, "no_key", "");
        }
        var scoped = request.path() + " " + key;
        var before = answered.get(scoped);
        if (before != null) {
            return before.with("Idempotency-Replayed", "true");
        }
        var answer = write(request, key);
        answered.put(scoped, answer);
        return answer;
    }

    private FakeAnswer write(Request request, String key) {
        var parts = request.path().split("/", -1);
        if (parts.length == 3) {
            return create(request, key);
        }
        var workspace = byId.get(parts[3]);
        if (workspace == null) {
            return FakeAnswer.problem(404, "workspace_not_found", "");
        }
        if (parts[4].equals("sandboxes")) {
            var name = request.as(JsonNode.class).path("name").asText();
            var id = "sb_" + workspace.id().substring(3) + workspace.sandboxes().size();
            workspace.sandboxes().put(id, name);
            return FakeAnswer.of(201, "{\"sandbox_id\":\"%s\",\"name\":%s}".formatted(id, json(name)));
        }
        var message = request.as(Message.class);
        if (refused.test(message)) {
            return FakeAnswer.problem(
                    422, "not_allowed_by_policy", ",\"violations\":[{\"field\":\"content\",\"message\":\"is bad\"}]");
        }
        workspace.messages().add(message);
        return FakeAnswer.of(201, "{\"message_id\":\"msg_0123456789\"}").with("Consistency-Token", "after-a-message");
    }

    private FakeAnswer create(Request request, String key) {
        var id = "ws_" + io.roundtable.app.client.Keys.digest(key);
        if (byId.containsKey(id)) {
            return FakeAnswer.problem(409, "workspace_exists", ",\"resource_id\":\"" + id + "\"");
        }
        var name = request.as(JsonNode.class).path("name").asText();
        byId.put(id, new Workspace(id, name, new LinkedHashMap<>(), new ArrayList<>()));
        return FakeAnswer.of(201, "{\"workspace_id\":\"%s\"}".formatted(id));
    }

    private FakeAnswer read(Request request) {
        var parts = request.path().split("/", -1);
        var workspace = byId.get(parts[3]);
        if (workspace == null) {
            return FakeAnswer.problem(404, "workspace_not_found", "");
        }
        if (parts.length == 6) {
            return FakeAnswer.of(workspace.sandboxes().containsKey(parts[5]) ? 200 : 404, "{}");
        }
        var entries = parts[4].equals("sandboxes")
                ? workspace.sandboxes().entrySet().stream()
                        .map(e -> "{\"sandbox_id\":\"%s\",\"name\":%s,\"labels\":{}}"
                                .formatted(e.getKey(), json(e.getValue())))
                        .toList()
                : workspace.messages().stream().map(FakeWorkspaces::json).toList();
        return FakeRoundtable.page(request, entries);
    }

    private static String json(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
