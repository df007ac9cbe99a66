package io.roundtable.app.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a stream of events as the HTML standard has it (section 9.2); what was cut off in the midst is no event. */
final class ServerSentEvents {

    /** Longer than any frame of ours: an event has at most 2 MiB. */
    private static final int MAX_CHARACTERS = 16 * 1024 * 1024;

    private final BufferedReader lines;
    private final Runnable heard;
    private final StringBuilder data = new StringBuilder();
    private String event = "";
    private @Nullable String id;
    private @Nullable String lastId;

    /** @param heard is run at each line, comments among them */
    ServerSentEvents(InputStream body, Runnable heard) {
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.heard = heard;
    }

    /** @param event its name, {@code message} where it has none */
    record Frame(String event, String data) {}

    /** The id to go on after; null before there was one. */
    @Nullable
    String lastId() {
        return lastId;
    }

    /**
     * Waits for the next one.
     *
     * @return null at the end of the stream
     * @throws IOException where the connection breaks
     */
    @Nullable
    Frame next() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heard.run();
            if (!line.isEmpty()) {
                take(line);
                continue;
            }
            lastId = id;
            if (data.isEmpty()) {
                event = "";
                continue;
            }
            var frame = new Frame(event.isEmpty() ? "message" : event, data.substring(0, data.length() - 1));
            data.setLength(0);
            event = "";
            return frame;
        }
        return null;
    }

    private void take(String line) throws IOException {
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
        switch (field) {
            case "event" -> event = value;
            case "id" -> id = value;
            case "data" -> data.append(value).append('\n');
            default -> {} // comments, and the time to wait, which we have our own for
        }
        if (data.length() > MAX_CHARACTERS) {
            throw new IOException("an event is longer than " + MAX_CHARACTERS + " characters");
        }
    }
}
