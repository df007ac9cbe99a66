package io.roundtable.app.fake;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.fake.FakeRoundtable.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Messages that are queued, then leased, then settled. */
public final class FakeInbox {
    private final List<String> queued = new ArrayList<>();
    private final Map<String, String> leases = new LinkedHashMap<>();
    private final List<String> settled = new CopyOnWriteArrayList<>();
    private final List<String> brief = new ArrayList<>();
    private int sent;

    /** Queues a message that says this; returns its id. */
    public synchronized String queue(String content) {
        sent++;
        queued.add(
                "\"message_id\":\"msg_%d\",\"from_sandbox_id\":\"sb_a\",\"message_type\":\"request\",\"position\":%d,\"attempt\":0,\"content\":%s"
                        .formatted(sent, sent, content));
        return "msg_" + sent;
    }

    /** The lease of the message will be over as soon as it is given. */
    public synchronized void leaseBriefly(String message) {
        brief.add(message);
    }

    /** What was said of leases: verb and body. */
    public List<String> settled() {
        return List.copyOf(settled);
    }

    synchronized FakeAnswer answer(Request request) {
        var verb = request.path().substring(request.path().lastIndexOf('/') + 1);
        if (verb.equals("inbox")) {
            return FakeRoundtable.page(
                    request, queued.stream().map(m -> "{" + m + "}").toList());
        }
        return verb.equals("receive") ? receive(request) : settle(verb, request);
    }

    private FakeAnswer receive(Request request) {
        int max = request.as(JsonNode.class).path("max").asInt();
        var given = new ArrayList<String>();
        while (given.size() < max && !queued.isEmpty()) {
            var message = queued.removeFirst();
            var id = message.split("\"", -1)[3];
            if (!brief.contains(id)) {
                leases.put(id, "ls_" + id);
            }
            given.add("{%s,\"lease_id\":\"ls_%s\",\"leased_until\":\"2026-01-01T00:00:30Z\"}".formatted(message, id));
        }
        return FakeAnswer.of(200, "{\"data\":[" + String.join(",", given) + "]}");
    }

    private FakeAnswer settle(String verb, Request request) {
        var held = request.as(JsonNode.class).path("leases").path(0);
        var id = held.path("message_id").asText();
        var lease = held.path("lease_id").asText();
        if (!(verb.equals("extend") ? lease.equals(leases.get(id)) : leases.remove(id, lease))) {
            return FakeAnswer.problem(409, "lease_stale", "");
        }
        settled.add(verb + " " + new String(request.body(), StandardCharsets.UTF_8));
        return FakeAnswer.of(200, "{\"data\":[{\"message_id\":\"" + id + "\",\"status\":\"ok\"}]}");
    }
}
