package io.roundtable.app.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OneLine;

/** Messages for people. */
final class MessageText {
    static final String HEADING = row("POSITION", "MESSAGE", "FROM", "TYPE", "ATTEMPT", "CONTENT");

    private static final int CONTENT_START = 60;

    private MessageText() {}

    /** On one line, with the start of its content. */
    static String row(JsonNode message) {
        return row(
                OneLine.of(message.path("position")),
                OneLine.of(message.path("message_id")),
                OneLine.of(message.path("from_sandbox_id")),
                OneLine.of(message.path("message_type")),
                OneLine.of(message.path("attempt")),
                OneLine.start(message.path("content"), CONTENT_START));
    }

    private static String row(String... cells) {
        return "%8s  %-26s  %-26s  %-12s  %7s  %s".formatted((Object[]) cells);
    }

    /** On two lines: all that its receiver needs, then its content in full. */
    static String whole(JsonNode message) {
        return "%s lease %s until %s: %s from %s, attempt %s%n  %s"
                .formatted(
                        OneLine.of(message.path("message_id")),
                        OneLine.of(message.path("lease_id")),
                        OneLine.of(message.path("leased_until")),
                        OneLine.of(message.path("message_type")),
                        OneLine.of(message.path("from_sandbox_id")),
                        OneLine.of(message.path("attempt")),
                        OneLine.of(message.path("content")));
    }
}
