package io.roundtable.app.fake;

import io.roundtable.app.fake.FakeRoundtable.Request;
import io.roundtable.contract.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Dead letters, in order; two to a request where several are redriven, so that it takes a few. */
public final class FakeDeadLetters {
    private static final int MOST_AT_ONCE = 2;

    private final Map<String, Letter> letters = new LinkedHashMap<>();
    private final Set<String> refused = new TreeSet<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    /** A dead letter as the server lists it. */
    public record Letter(String deadLetterId, String toSandboxId, String reason, String status, int attempts) {
        private Letter as(String other) {
            return new Letter(deadLetterId, toSandboxId, reason, other, attempts);
        }
    }

    record Filter(@Nullable String toSandboxId, @Nullable String reason) {}

    record Many(
            Filter filter,
            @Nullable Boolean dryRun,
            @Nullable Integer perSecond,
            @Nullable Integer max,
            @Nullable String cursor) {}

    public synchronized void add(String id, String to) {
        letters.put(id, new Letter(id, to, "max_attempts", "waiting", 5));
    }

    /** Its recipient's mailbox is full. */
    public synchronized void refuse(String id) {
        refused.add(id);
    }

    public synchronized List<String> withStatus(String status) {
        return letters.values().stream()
                .filter(letter -> letter.status().equals(status))
                .map(Letter::deadLetterId)
                .toList();
    }

    /** The bodies of all writes. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    synchronized FakeAnswer answer(Request request) {
        var parts = request.path().split("/", -1);
        if (!request.method().equals("GET")) {
            bodies.add(new String(request.body(), StandardCharsets.UTF_8));
        }
        if (parts.length == 5) {
            return list(request);
        }
        if (parts[5].equals("redrive")) {
            return redriveMany(request.as(Many.class));
        }
        var letter = letters.get(parts[5]);
        if (letter == null) {
            return FakeAnswer.problem(404, "dead_letter_not_found", "");
        }
        return switch (request.method()) {
            case "DELETE" -> {
                letters.put(letter.deadLetterId(), letter.as("discarded"));
                yield FakeAnswer.of(204, "");
            }
            case "POST" -> {
                letters.put(letter.deadLetterId(), letter.as("redriven"));
                yield FakeAnswer.of(200, text(letter.as("redriven")));
            }
            default ->
                FakeAnswer.of(
                        200,
                        text(letter)
                                .replaceFirst("\\}$", ",\"last_error\":\"a\\\\u001b[2Jb\",\"content\":{ \"n\" : 1 }}"));
        };
    }

    private FakeAnswer list(Request request) {
        var status = request.query().get("status");
        var to = request.query().get("to_sandbox_id");
        return FakeRoundtable.page(
                request,
                letters.values().stream()
                        .filter(letter -> status == null || status.equals(letter.status()))
                        .filter(letter -> to == null || to.equals(letter.toSandboxId()))
                        .map(FakeDeadLetters::text)
                        .toList());
    }

    private FakeAnswer redriveMany(Many many) {
        boolean isDry = Boolean.TRUE.equals(many.dryRun());
        var matching = letters.values().stream()
                .filter(letter -> letter.status().equals("waiting"))
                .filter(letter -> many.cursor() == null || letter.deadLetterId().compareTo(many.cursor()) > 0)
                .filter(letter -> many.filter().toSandboxId() == null
                        || letter.toSandboxId().equals(many.filter().toSandboxId()))
                .toList();
        int most = Math.min(MOST_AT_ONCE, many.max() == null ? MOST_AT_ONCE : many.max());
        var seen = matching.subList(0, Math.min(most, matching.size()));
        var outcomes = new ArrayList<String>();
        for (var letter : seen) {
            var status = isDry ? "waiting" : refused.contains(letter.deadLetterId()) ? "refused" : "redriven";
            letters.put(letter.deadLetterId(), letter.as(status.equals("redriven") ? status : "waiting"));
            outcomes.add(
                    "{\"dead_letter_id\":\"%s\",\"message_id\":\"msg_1\",\"to_sandbox_id\":\"%s\",\"status\":\"%s\"%s}"
                            .formatted(
                                    letter.deadLetterId(),
                                    letter.toSandboxId(),
                                    status,
                                    status.equals("refused") ? ",\"problem\":{\"code\":\"mailbox_full\"}" : ""));
        }
        int remaining = isDry ? matching.size() : matching.size() - seen.size();
        long refusals = isDry
                ? 0
                : seen.stream()
                        .filter(letter -> refused.contains(letter.deadLetterId()))
                        .count();
        return FakeAnswer.of(
                200,
                "{\"dry_run\":%s,\"redriven\":%d,\"refused\":%d,\"remaining\":%d,\"next_cursor\":%s,\"data\":[%s]}"
                        .formatted(
                                isDry,
                                isDry ? 0 : seen.size() - refusals,
                                refusals,
                                remaining,
                                isDry || remaining == 0
                                        ? "null"
                                        : "\"" + seen.getLast().deadLetterId() + "\"",
                                String.join(",", outcomes)));
    }

    private static String text(Letter letter) {
        return new String(Json.write(letter), StandardCharsets.UTF_8);
    }
}
