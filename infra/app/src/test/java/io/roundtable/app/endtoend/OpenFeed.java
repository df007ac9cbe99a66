package io.roundtable.app.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundtable.contract.wire.Json;
import io.roundtable.testkit.talk.Room;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream of a workspace's events, read as the HTML standard says. */
final class OpenFeed implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final InputStream body;
    private final BufferedReader lines;
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private String id = "";
    private String lastEventId = "";
    private boolean isOver;

    private OpenFeed(Room room, String query, @Nullable String lastEventId) {
        var request = HttpRequest.newBuilder(room.member().node().url().resolve(room.path("/events/stream" + query)))
                .header("Authorization", "Bearer " + room.member().token())
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(30));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new Refused(response.statusCode(), response.body().readAllBytes());
            }
            body = response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    static OpenFeed of(Room room, String query) {
        return new OpenFeed(room, query, null).begun();
    }

    static OpenFeed after(Room room, String query, String lastEventId) {
        return new OpenFeed(room, query, lastEventId).begun();
    }

    /** Another answer than a stream. */
    static final class Refused extends IllegalStateException {

        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, byte[] body) {
            super(status + " " + new String(body, StandardCharsets.UTF_8));
            this.status = status;
        }

        boolean isForNow() {
            return status == 429 || status == 503;
        }
    }

    /** An event that was dispatched. */
    record Frame(String event, String data) {

        JsonNode json() {
            return Json.read(data.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        }

        long sequence() {
            return json().path("sequence").asLong();
        }
    }

    /** As it would stand in {@code Last-Event-ID} now. */
    String lastEventId() {
        return lastEventId;
    }

    /** Reads as far as the id that every stream begins with, or its end. */
    private OpenFeed begun() {
        while (lastEventId.isEmpty() && !isOver) {
            readLine();
        }
        return this;
    }

    /** The next event; null where the stream has ended. */
    @Nullable
    Frame next() {
        Frame frame = null;
        while (frame == null && !isOver) {
            frame = readLine();
        }
        return frame;
    }

    /** One line, for the sake of an id that it may complete, or of an event. */
    @Nullable
    Frame readLine() {
        String line = line();
        if (line == null) {
            isOver = true;
        } else if (line.startsWith("event: ")) {
            name = line.substring(7);
        } else if (line.startsWith("id: ")) {
            id = line.substring(4);
        } else if (line.startsWith("data: ")) {
            data.append(line, 6, line.length()).append('\n');
        } else if (line.isEmpty()) {
            return dispatched();
        }
        return null;
    }

    /** An id counts once its event is whole. */
    private @Nullable Frame dispatched() {
        lastEventId = id;
        var frame = data.isEmpty() ? null : new Frame(name, data.toString());
        name = "";
        data.setLength(0);
        return frame;
    }

    /** The next ones. */
    List<Frame> take(int number) {
        var frames = new ArrayList<Frame>();
        while (frames.size() < number) {
            Frame frame = next();
            if (frame == null) {
                throw new AssertionError("the stream ended after " + frames);
            }
            frames.add(frame);
        }
        return frames;
    }

    private @Nullable String line() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
