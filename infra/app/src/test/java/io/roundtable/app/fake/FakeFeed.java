package io.roundtable.app.fake;

import io.roundtable.app.fake.FakeRoundtable.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/** Events of one workspace: a list in pages, and a stream that breaks off after every second one. */
public final class FakeFeed {
    private static final String LOG = "AAAAAAAAAAAAAAAAAAAAAA:0:";
    private static final int AT_ONCE = 2;

    private final List<String> events = new ArrayList<>();
    private final List<String> resumed = new ArrayList<>();
    private final Queue<FakeAnswer> interruptions = new ArrayDeque<>();

    /** One a minute. */
    public synchronized void happen(String type) {
        int sequence = events.size() + 1;
        events.add(
                "{\"sequence\":\"%019d\",\"time\":\"2026-01-01T00:%02d:00Z\",\"type\":\"%s\",\"subject\":\"msg_%d\",\"data\":{\"n\":%d}}"
                        .formatted(sequence, sequence, type, sequence, sequence));
    }

    /** Answers the next connection like this. */
    public synchronized void interrupt(FakeAnswer answer) {
        interruptions.add(answer);
    }

    /** The ids that connections began after; empty where there was none. */
    public synchronized List<String> resumed() {
        return List.copyOf(resumed);
    }

    synchronized FakeAnswer answer(Request request) {
        return request.path().endsWith("/stream")
                ? stream(request)
                : list(request).with("Consistency-Token", id(events.size()));
    }

    private static String id(int sequence) {
        return LOG + sequence;
    }

    private FakeAnswer list(Request request) {
        String after = request.query().getOrDefault("last_event_id", id(0));
        var wanted = IntStream.range(Integer.parseInt(after.substring(LOG.length())), events.size())
                .mapToObj(events::get)
                .toList();
        return FakeRoundtable.page(request, "desc".equals(request.query().get("order")) ? wanted.reversed() : wanted);
    }

    private FakeAnswer stream(Request request) {
        resumed.add(request.lastEventId() == null ? "" : request.lastEventId());
        FakeAnswer interruption = interruptions.poll();
        if (interruption != null) {
            return interruption;
        }
        int from = request.lastEventId() == null
                ? "beginning".equals(request.query().get("from")) ? 0 : events.size()
                : Integer.parseInt(request.lastEventId().substring(LOG.length()));
        var body = new StringBuilder("retry: 2000\n\nid: " + id(from) + "\n\n: heartbeat\n\n");
        for (int i = from; i < Math.min(from + AT_ONCE, events.size()); i++) {
            body.append("event: message\nid: %s\ndata: %s\n\n".formatted(id(i + 1), events.get(i)));
        }
        // and a part of another, which doesn't count
        body.append("event: message\nid: ").append(id(99)).append("\ndata: {\"cut");
        return FakeAnswer.of(200, body.toString()).with("Content-Type", "text/event-stream");
    }
}
