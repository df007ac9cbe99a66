package io.roundtable.http.feed;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.load.Connection;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.FluxSink.OverflowStrategy;

/** Opens streams of events, and ends them when the node does. */
@Singleton
final class Following implements ApplicationEventListener<ShutdownEvent> {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final Set<Frames> open = ConcurrentHashMap.newKeySet();
    private final LiveFeeds feeds;
    private final FeedIndex index;
    private final Resuming resuming;
    private final Visits visits;
    private final Work work;

    Following(LiveFeeds feeds, FeedIndex index, Resuming resuming, Visits visits, Work work) {
        this.feeds = feeds;
        this.index = index;
        this.resuming = resuming;
        this.visits = visits;
        this.work = work;
    }

    /** Where streams run, and how many may. */
    @Singleton
    record Work(BlockingWork threads, Places places) {}

    HttpResponse<?> follow(HttpRequest<?> request, WorkspaceId workspace) {
        var parameters = new HashSet<>(FeedFilter.PARAMETERS);
        parameters.addAll(Set.of("last_event_id", "from"));
        var query = new QueryParameters(request, parameters);
        var filter = FeedFilter.of(query);
        long start = start(request, query, workspace);
        index.check();
        Runnable leaving = work.places().take(workspace);
        Runnable noMore = Connection.onClose(request, leaving);
        Flux<byte[]> frames = Flux.create(
                sink -> {
                    sink.onDispose(() -> {
                        noMore.run();
                        leaving.run();
                    });
                    open(visits.of(request, workspace, filter), workspace, start, sink);
                },
                OverflowStrategy.BUFFER);
        return HttpResponse.ok(frames)
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
    }

    /** A client that comes back sends the header beside the address that it began with. */
    private long start(HttpRequest<?> request, QueryParameters query, WorkspaceId workspace) {
        long reflected = index.reflected(workspace);
        Long given = query.parsed("last_event_id", id -> resuming.sequence(workspace, id, reflected));
        Boolean isFromBeginning = query.parsed("from", Following::isBeginning);
        if (given != null && isFromBeginning != null) {
            throw new InvalidInput("from", "can't be given with last_event_id");
        }
        query.done();
        Long resumed = resumed(request, workspace, reflected);
        if (resumed != null) {
            return resumed;
        }
        if (given != null) {
            return given;
        }
        return Boolean.TRUE.equals(isFromBeginning) ? 0 : Math.max(reflected, feeds.heard(workspace));
    }

    private @Nullable Long resumed(HttpRequest<?> request, WorkspaceId workspace, long reflected) {
        String header = request.getHeaders().get(LAST_EVENT_ID);
        if (header == null || header.isBlank()) {
            return null;
        }
        try {
            return resuming.sequence(workspace, header.strip(), reflected);
        } catch (InvalidInput e) {
            throw ProblemException.invalid(
                    LAST_EVENT_ID, e.violations().getFirst().message());
        }
    }

    private static boolean isBeginning(String from) {
        return switch (from) {
            case "beginning" -> true;
            case "now" -> false;
            default -> throw new InvalidInput("", "must be beginning or now");
        };
    }

    private void open(FeedStream.Given visit, WorkspaceId workspace, long start, FluxSink<byte[]> sink) {
        var frames = new Frames(sink);
        Runnable call = frames::call;
        var feed = feeds.join(workspace, call);
        open.add(frames);
        sink.onRequest(_ -> frames.call());
        sink.onCancel(frames::over);
        var stream = new FeedStream(visit, frames, feed, FeedStream.Pace.USUAL, start);
        work.threads().executor().execute(() -> {
            try {
                stream.run();
            } finally {
                open.remove(frames);
                feeds.leave(workspace, call);
            }
        });
    }

    /** While connections are still there: each is told, so that it comes back elsewhere at once. */
    @Override
    public void onApplicationEvent(ShutdownEvent event) {
        open.forEach(frames -> frames.endSoon(FeedStream.CLOSING));
        long deadline = System.nanoTime() + LONGEST_FAREWELL.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
