package io.roundtable.http.feed;

import io.micronaut.http.HttpMethod;
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
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.FluxSink.OverflowStrategy;

/** Opens streams of events. */
@Singleton
final class Following {

    private static final String LAST_EVENT_ID = "Last-Event-ID";
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
    record Work(BlockingWork threads, Places places, OpenStreams open) {}

    HttpResponse<?> follow(HttpRequest<?> request, WorkspaceId workspace) {
        var parameters = new HashSet<>(FeedFilter.PARAMETERS);
        parameters.addAll(Set.of("last_event_id", "from"));
        var query = new QueryParameters(request, parameters);
        var filter = FeedFilter.of(query);
        long known = known(workspace);
        long start = start(request, query, workspace, known);
        index.check();
        if (request.getMethod() == HttpMethod.HEAD) {
            return HttpResponse.ok().contentType(MediaType.TEXT_EVENT_STREAM);
        }
        Runnable leaving = work.places().take(workspace);
        Runnable noMore = Connection.onClose(request, leaving);
        Flux<byte[]> frames = Flux.create(
                sink -> {
                    sink.onDispose(() -> {
                        noMore.run();
                        leaving.run();
                    });
                    open(visits.of(request, workspace, filter), new Begin(workspace, known, start, leaving), sink);
                },
                OverflowStrategy.BUFFER);
        return HttpResponse.ok(frames)
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
    }

    /** A sequence that there surely is; many come at once when a node was lost, so the tables are asked at its start alone. */
    private long known(WorkspaceId workspace) {
        long heard = feeds.heard(workspace);
        return heard > 0 ? heard : index.reflected(workspace);
    }

    /** A client that comes back sends the header beside the address that it began with. */
    private long start(HttpRequest<?> request, QueryParameters query, WorkspaceId workspace, long known) {
        Long given = query.parsed("last_event_id", id -> resuming.sequence(workspace, id, known));
        Boolean isFromBeginning = query.parsed("from", Following::isBeginning);
        if (given != null && isFromBeginning != null) {
            throw new InvalidInput("from", "can't be given with last_event_id");
        }
        query.done();
        Long resumed = resumed(request, workspace, known);
        if (resumed != null) {
            return resumed;
        }
        if (given != null) {
            return given;
        }
        return Boolean.TRUE.equals(isFromBeginning) ? 0 : known;
    }

    private @Nullable Long resumed(HttpRequest<?> request, WorkspaceId workspace, long known) {
        String header = request.getHeaders().get(LAST_EVENT_ID);
        if (header == null || header.isBlank()) {
            return null;
        }
        try {
            return resuming.sequence(workspace, header.strip(), known);
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

    /**
     * Where a stream begins.
     *
     * @param leaving gives its place back; when it has ended, though a connection that hangs may not have taken its end
     */
    private record Begin(WorkspaceId workspace, long known, long start, Runnable leaving) {}

    private void open(FeedStream.Given visit, Begin begin, FluxSink<byte[]> sink) {
        var frames = new Frames(sink);
        Runnable call = frames::call;
        var feed = feeds.join(begin.workspace(), begin.known(), call);
        work.open().add(frames);
        sink.onRequest(_ -> frames.call());
        sink.onCancel(frames::over);
        var stream = new FeedStream(visit, frames, feed, FeedStream.Pace.USUAL, begin.start());
        work.threads().executor().execute(() -> {
            try {
                stream.run();
            } finally {
                work.open().remove(frames);
                feeds.leave(begin.workspace(), call);
                begin.leaving().run();
            }
        });
    }
}
