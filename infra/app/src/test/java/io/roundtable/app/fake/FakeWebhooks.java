package io.roundtable.app.fake;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.fake.FakeRoundtable.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One webhook, sub_1, and events that were given up for it; two to a request where several are redriven. */
public final class FakeWebhooks {
    private static final int MOST_AT_ONCE = 2;

    private final Map<Long, String> dead = new TreeMap<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private @Nullable Long stuck;
    private @Nullable Long failing;
    private boolean isReplaying;

    /** Gives an event of a type up. */
    public synchronized void giveUp(long position, String type) {
        dead.put(position, type);
    }

    /** The receiver won't take it for now. */
    public synchronized void isNotTaken(long position) {
        stuck = position;
    }

    /** The receiver won't ever take it. */
    public synchronized void fails(long position) {
        failing = position;
    }

    /** Those that nobody has decided about. */
    public synchronized List<Long> dead() {
        return List.copyOf(dead.keySet());
    }

    public synchronized boolean isReplaying() {
        return isReplaying;
    }

    /** The bodies of all writes that have one. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    synchronized FakeAnswer answer(Request request) {
        if (request.body().length > 0) {
            bodies.add(new String(request.body(), StandardCharsets.UTF_8));
        }
        var below =
                List.of(request.path().split("/", -1)).subList(5, request.path().split("/", -1).length);
        if (below.isEmpty()) {
            return FakeRoundtable.page(request, List.of(webhook("disabled")));
        }
        if (!below.getFirst().equals("sub_1")) {
            return FakeAnswer.problem(404, "subscription_not_found", "");
        }
        if (below.size() == 1) {
            return FakeAnswer.of(200, webhook("disabled"));
        }
        return switch (below.get(1)) {
            case "enable" -> FakeAnswer.of(200, webhook("enabled"));
            case "rotate-secret" -> FakeAnswer.of(200, "{\"secret\":\"whsec_new\"}");
            case "replay" -> replay(request);
            default -> dead(request, below.subList(2, below.size()));
        };
    }

    private String webhook(String state) {
        return ("{\"webhook_id\":\"sub_1\",\"url\":\"https://billing.example/\",\"state\":\"%s\",\"replay\":%s,"
                        + "\"last_replay\":null,\"last_error\":\"a\\u001b[2Jb\"}")
                .formatted(state, isReplaying ? "{\"since\":\"2026-01-31T12:00:00Z\",\"until\":null}" : "null");
    }

    private FakeAnswer replay(Request request) {
        boolean isEnd = request.method().equals("DELETE");
        if (isReplaying != isEnd) {
            return isEnd
                    ? FakeAnswer.problem(404, "replay_not_found", "")
                    : FakeAnswer.problem(409, "replay_running", "");
        }
        isReplaying = !isEnd;
        return isEnd ? FakeAnswer.of(204, "") : begun("\"2026-01-31T12:00:00Z\"", "null");
    }

    private static FakeAnswer begun(String since, String position) {
        return FakeAnswer.of(
                202,
                "{\"webhook_id\":\"sub_1\",\"since\":%s,\"until\":%s,\"position\":%s}"
                        .formatted(since, since, position));
    }

    private FakeAnswer dead(Request request, List<String> below) {
        if (below.isEmpty()) {
            return FakeRoundtable.page(
                    request, dead.keySet().stream().map(at -> event(at, "")).toList());
        }
        if (below.getFirst().equals("redrive")) {
            return redriveMany(request.as(JsonNode.class));
        }
        long position = Long.parseLong(below.getFirst());
        if (!dead.containsKey(position)) {
            return FakeAnswer.problem(404, "dead_letter_not_found", "");
        }
        if (request.method().equals("GET")) {
            return FakeAnswer.of(200, event(position, ",\"data\":{\"n\":1}"));
        }
        dead.remove(position);
        return request.method().equals("DELETE") ? FakeAnswer.of(204, "") : begun("null", Long.toString(position));
    }

    private String event(long position, String more) {
        return ("{\"position\":%d,\"event_id\":\"cmd_1-0\",\"type\":\"%s\",\"subject\":\"msg_1\","
                        + "\"happened_at\":\"2026-01-31T12:00:00Z\",\"attempts\":5,\"last_error\":\"503\"%s}")
                .formatted(position, dead.get(position), more);
    }

    private FakeAnswer redriveMany(JsonNode many) {
        var type = many.path("filter").path("event_types").path(0).asText("").replace("*", "");
        long after = many.path("cursor").asLong(0);
        var matching = dead.entrySet().stream()
                .filter(event -> event.getKey() > after && event.getValue().startsWith(type))
                .map(Map.Entry::getKey)
                .toList();
        boolean isDry = many.path("dry_run").asBoolean();
        int most = Math.min(Math.min(MOST_AT_ONCE, many.path("max").asInt(MOST_AT_ONCE)), matching.size());
        var seen = new ArrayList<String>();
        for (long position : matching.subList(0, most)) {
            var status = isDry ? "waiting" : status(position);
            seen.add("{\"position\":%d,\"type\":\"%s\",\"status\":\"%s\"%s}"
                    .formatted(
                            position,
                            dead.get(position),
                            status,
                            status.equals("redriven") || isDry ? "" : ",\"last_error\":\"503\""));
            if (status.equals("redriven") || status.equals("pending")) {
                dead.remove(position);
            }
            if (status.equals("pending")) {
                break;
            }
        }
        long remaining = isDry ? matching.size() : matching.size() - seen.size();
        return FakeAnswer.of(
                200,
                "{\"dry_run\":%s,\"redriven\":%d,\"failed\":%d,\"refused\":0,\"remaining\":%d,\"next_cursor\":%s,\"data\":[%s]}"
                        .formatted(
                                isDry,
                                count(seen, "redriven"),
                                count(seen, "failed"),
                                remaining,
                                isDry || remaining == 0 ? "null" : "\"" + matching.get(seen.size() - 1) + "\"",
                                String.join(",", seen)));
    }

    private String status(long position) {
        if (Long.valueOf(position).equals(stuck)) {
            return "pending";
        }
        return Long.valueOf(position).equals(failing) ? "failed" : "redriven";
    }

    private static long count(List<String> outcomes, String status) {
        return outcomes.stream()
                .filter(outcome -> outcome.contains("\"status\":\"" + status + "\""))
                .count();
    }
}
