package io.roundtable.app.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OneLine;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How deliveries fare, for people: a line for each figure, and for each webhook that is named. */
final class DeliveryText {
    private static final int ERROR_START = 80;

    private DeliveryText() {}

    static String of(JsonNode status) {
        return Stream.of(
                        Stream.of(
                                "",
                                line("courier backlog", backlog(status.path("courier_backlog"))),
                                line("oldest unacknowledged", oldest(status.path("oldest_unacknowledged"))),
                                line(
                                        "dead letters",
                                        count(status.path("dead_letters_last_hour")) + " in the last hour"),
                                line("webhooks disabled", count(status.path("webhooks_disabled")))),
                        first(status.path("webhooks_disabled")),
                        Stream.of(line(
                                "webhooks failing",
                                count(status.path("webhooks_failing")) + " with a failed attempt in the last hour")),
                        first(status.path("webhooks_failing")),
                        Stream.of(line("event webhooks", events(status.path("event_webhooks")))))
                .flatMap(lines -> lines)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(String name, String value) {
        return "%-22s %s".formatted(name, value);
    }

    private static String backlog(JsonNode records) {
        return records.isNumber() ? OneLine.of(records) + " attempts that no courier has taken" : "not known now";
    }

    private static String oldest(JsonNode message) {
        return message.isObject()
                ? "%s s: %s to %s of %s"
                        .formatted(
                                OneLine.of(message.path("age_seconds")),
                                OneLine.of(message.path("message_id")),
                                OneLine.of(message.path("to_sandbox_id")),
                                OneLine.of(message.path("workspace_id")))
                : "none";
    }

    private static String count(JsonNode counted) {
        return (counted.path("count_capped").asBoolean() ? "more than " : "") + OneLine.of(counted.path("count"));
    }

    private static String events(JsonNode webhooks) {
        return "%s active, %s disabled, at most %s events behind"
                .formatted(
                        count(webhooks.path("active")),
                        count(webhooks.path("disabled")),
                        OneLine.of(webhooks.path("behind")));
    }

    private static Stream<String> first(JsonNode webhooks) {
        return webhooks.path("first")
                .valueStream()
                .map(webhook -> "  %s of %s: %s"
                        .formatted(
                                OneLine.of(webhook.path("sandbox_id")),
                                OneLine.of(webhook.path("workspace_id")),
                                OneLine.start(webhook.path("last_error"), ERROR_START)));
    }
}
