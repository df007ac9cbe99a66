package io.roundtable.app.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.app.OneLine;

/** Events for people. */
final class EventText {
    static final String HEADING = row("SEQUENCE", "TIME", "TYPE", "SUBJECT", "DATA");

    private static final int DATA_START = 80;

    private EventText() {}

    /** On one line, with the start of its data. */
    static String row(JsonNode event) {
        return row(
                Long.toString(event.path("sequence").asLong()),
                OneLine.of(event.path("time")),
                OneLine.of(event.path("type")),
                OneLine.of(event.path("subject")),
                OneLine.start(event.path("data"), DATA_START));
    }

    private static String row(String... cells) {
        return "%10s  %-24s  %-42s  %-30s  %s".formatted((Object[]) cells);
    }
}
