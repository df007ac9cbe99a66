package io.roundtable.app.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OneLine;
import io.roundtable.contract.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Records that could not be handled, for people. */
final class PoisonText {
    static final String HEADING = row("DEAD LETTER", "STATUS", "TOPIC", "PARTITION", "OFFSET", "BYTES", "REASON");

    private static final String BASE_64 = "_base64";
    private static final int BYTES_START = 2_000;

    private PoisonText() {}

    /** On one line, without bytes. */
    static String row(JsonNode record) {
        return row(
                OneLine.of(record.path("dead_letter_id")),
                OneLine.of(record.path("status")),
                OneLine.of(record.path("topic")),
                OneLine.of(record.path("partition")),
                OneLine.of(record.path("offset")),
                OneLine.of(record.path("value_bytes")),
                OneLine.of(record.path("reason")));
    }

    private static String row(String... cells) {
        return "%-30s  %-9s  %-23s  %9s  %10s  %8s  %s".formatted((Object[]) cells);
    }

    /** A line for each field that it has; the start of its bytes read as text, which most of them are. */
    static String whole(JsonNode record) {
        return record.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .map(PoisonText::line)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(Map.Entry<String, JsonNode> field) {
        var name = field.getKey();
        if (name.equals("headers")) {
            return line("headers", headers(field.getValue()));
        }
        return name.endsWith(BASE_64)
                ? line(name.substring(0, name.length() - BASE_64.length()), text(field.getValue()))
                : line(name, OneLine.of(field.getValue()));
    }

    private static String line(String name, String value) {
        return "%-16s  %s".formatted(OneLine.of(name), value);
    }

    private static String headers(JsonNode headers) {
        return headers.valueStream()
                .map(header -> OneLine.of(header.path("name")) + "=" + text(header.path("value" + BASE_64)))
                .collect(Collectors.joining("; "));
    }

    private static String text(JsonNode base64) {
        if (!base64.isTextual()) {
            return "-";
        }
        var bytes = Base64.getDecoder().decode(base64.textValue());
        return OneLine.start(
                Json.shared().getNodeFactory().textNode(new String(bytes, StandardCharsets.UTF_8)), BYTES_START);
    }

    /** Where it stands now, or would; in a dry run the record as well. */
    static String appended(JsonNode appended) {
        boolean isDry = appended.path("dry_run").asBoolean();
        var record = appended.path("dead_letter");
        var where = "%s %s %s, partition %s%s"
                .formatted(
                        OneLine.of(record.path("dead_letter_id")),
                        isDry ? "would be appended to" : "is appended to",
                        OneLine.of(appended.path("topic")),
                        OneLine.of(appended.path("partition")),
                        isDry ? "" : ", offset " + OneLine.of(appended.path("offset")));
        return isDry ? whole(record) + System.lineSeparator() + where : where;
    }
}
