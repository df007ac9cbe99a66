package io.roundtable.app.fake;

import io.roundtable.app.fake.FakeRoundtable.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records that could not be handled, as operators see them. */
public final class FakePoison {
    private final Map<String, Kept> records = new LinkedHashMap<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();

    private record Kept(String id, String topic, String value, String status) {
        private Kept as(String other) {
            return new Kept(id, topic, value, other);
        }

        private String listed() {
            return ("{\"dead_letter_id\":\"%s\",\"topic\":\"%s\",\"partition\":3,\"offset\":41,\"reason\":\"no"
                            + " header\",\"key_bytes\":null,\"value_bytes\":%d,\"status\":\"%s\"}")
                    .formatted(id, topic, value.length(), status);
        }

        private String whole() {
            var base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
            return listed().replaceFirst(
                            "\\}$",
                            ",\"value_base64\":\"%s\",\"headers\":[{\"name\":\"ce_id\",\"value_base64\":\"Y21k\"},"
                                            .formatted(base64)
                                    + "{\"name\":\"odd\"}]}");
        }
    }

    public synchronized void add(String id, String topic, String value) {
        records.put(id, new Kept(id, topic, value, "waiting"));
    }

    public synchronized String status(String id) {
        return Objects.requireNonNull(records.get(id)).status();
    }

    /** Method, last part of the path, and body of all writes. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    synchronized FakeAnswer answer(Request request) {
        var parts = request.path().split("/", -1);
        if (parts.length == 4) {
            var topic = request.query().get("topic");
            var status = request.query().get("status");
            return FakeRoundtable.page(
                    request,
                    records.values().stream()
                            .filter(record -> topic == null || topic.equals(record.topic()))
                            .filter(record -> status == null || status.equals(record.status()))
                            .map(Kept::listed)
                            .toList());
        }
        var record = records.get(parts[4]);
        if (record == null) {
            return FakeAnswer.problem(404, "dead_letter_not_found", "");
        }
        var body = new String(request.body(), StandardCharsets.UTF_8);
        if (!request.method().equals("GET")) {
            writes.add("%s %s %s".formatted(request.method(), parts[parts.length - 1], body));
        }
        return switch (request.method()) {
            case "DELETE" -> {
                records.put(record.id(), record.as("discarded"));
                yield FakeAnswer.of(204, "");
            }
            case "POST" -> redrive(record, body.contains("\"dry_run\":true"));
            default -> FakeAnswer.of(200, record.whole());
        };
    }

    private FakeAnswer redrive(Kept record, boolean isDry) {
        if (!record.topic().equals("roundtable.commands")) {
            return FakeAnswer.problem(422, "not_redrivable", "");
        }
        var after = isDry ? record : record.as("redriven");
        records.put(record.id(), after);
        return FakeAnswer.of(
                200,
                "{\"dry_run\":%s,\"topic\":\"roundtable.commands\",\"partition\":2,\"offset\":%s,\"dead_letter\":%s}"
                        .formatted(isDry, isDry ? "null" : "77", isDry ? after.whole() : after.listed()));
    }
}
