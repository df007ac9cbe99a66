package io.roundtable.app.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OneLine;
import java.util.stream.Collectors;

/** Webhooks, and events that were given up for them, for people. */
final class WebhookText {
    static final String HEADING = row("WEBHOOK", "STATE", "PENDING SINCE", "REPLAY", "URL", "LAST ERROR");
    static final String DEAD_HEADING = deadRow("POSITION", "HAPPENED AT", "ATTEMPTS", "TYPE", "SUBJECT", "LAST ERROR");

    private static final int ERROR_START = 60;

    private WebhookText() {}

    /** On one line. */
    static String row(JsonNode webhook) {
        return row(
                OneLine.of(webhook.path("webhook_id")),
                OneLine.of(webhook.path("state")),
                OneLine.of(webhook.path("pending_since")),
                webhook.path("replay").isObject() ? "running" : OneLine.of(webhook.at("/last_replay/outcome")),
                OneLine.of(webhook.path("url")),
                OneLine.start(webhook.path("last_error"), ERROR_START));
    }

    private static String row(String... cells) {
        return "%-30s  %-8s  %-24s  %-9s  %-40s  %s".formatted((Object[]) cells);
    }

    /** An event that was given up, on one line. */
    static String deadRow(JsonNode event) {
        return deadRow(
                OneLine.of(event.path("position")),
                OneLine.of(event.path("happened_at")),
                OneLine.of(event.path("attempts")),
                OneLine.of(event.path("type")),
                OneLine.of(event.path("subject")),
                OneLine.start(event.path("last_error"), ERROR_START));
    }

    private static String deadRow(String... cells) {
        return "%10s  %-24s  %8s  %-42s  %-30s  %s".formatted((Object[]) cells);
    }

    /** A line for each field that it has. */
    static String whole(JsonNode webhook) {
        return webhook.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .map(field -> "%-17s  %s".formatted(OneLine.of(field.getKey()), OneLine.of(field.getValue())))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** What became of an event that was given up, and why not something else. */
    static String outcome(JsonNode event) {
        var problem = event.path("problem");
        var why = problem.isMissingNode()
                ? event.path("last_error")
                : problem.path(problem.hasNonNull("detail") ? "detail" : "title");
        return "%s %s%s%s"
                .formatted(
                        OneLine.of(event.path("position")),
                        OneLine.of(event.path("status")),
                        event.hasNonNull("type") ? " " + OneLine.of(event.path("type")) : "",
                        why.isMissingNode() ? "" : ": " + OneLine.of(why));
    }

    /** What is sent again, as it begins. */
    static String begun(JsonNode begun) {
        return begun.hasNonNull("position")
                ? "event %s is sent again".formatted(OneLine.of(begun.path("position")))
                : "events from %s to %s are sent again"
                        .formatted(OneLine.of(begun.path("since")), OneLine.of(begun.path("until")));
    }
}
