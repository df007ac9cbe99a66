package io.roundtable.http.inbox;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.InFlight;
import io.roundtable.http.RequestContext;
import io.roundtable.http.access.Admission;
import io.roundtable.http.access.Caller;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.json.ServerSentEvents;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.FluxSink.OverflowStrategy;
import reactor.core.scheduler.Schedulers;

/** Streams of inboxes. */
@Singleton
final class Streaming {

    private static final int DEFAULT_IN_FLIGHT = 100;
    private static final int MAX_IN_FLIGHT = 1_000;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** What a lease must last for to wait for its connection until the next beat, and for its return to be decided. */
    private static final Duration NEEDED = HEARTBEAT.plusSeconds(5);

    private final Inboxes inboxes;
    private final LeaseRequests requests;
    private final Admission admission;
    private final BlockingWork blocking;
    private final Clock clock;

    Streaming(Inboxes inboxes, LeaseRequests requests, Admission admission, BlockingWork blocking, Clock clock) {
        this.inboxes = inboxes;
        this.requests = requests;
        this.admission = admission;
        this.blocking = blocking;
        this.clock = clock;
    }

    HttpResponse<?> stream(HttpRequest<?> request, InboxKey inbox) {
        var query = new QueryParameters(request, Set.of("max_in_flight"));
        int maxInFlight = query.number("max_in_flight", DEFAULT_IN_FLIGHT, 1, MAX_IN_FLIGHT);
        query.done();
        Flux<byte[]> events = Flux.create(sink -> open(request, inbox, maxInFlight, sink), OverflowStrategy.BUFFER);
        return HttpResponse.ok(events)
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
    }

    private void open(HttpRequest<?> request, InboxKey inbox, int maxInFlight, FluxSink<byte[]> sink) {
        var stream = new InboxStream(
                Caller.of(request).principal(),
                RequestContext.of(request).traceparent(),
                maxInFlight,
                () -> admission.check(request),
                sink);
        sink.next(ServerSentEvents.RETRY);
        try {
            inboxes.join(inbox, stream);
        } catch (ProblemException e) {
            stream.fail(e);
            return;
        }
        InFlight.leave(request);
        long millis = HEARTBEAT.toMillis();
        Disposable heart = Schedulers.parallel()
                .schedulePeriodically(
                        () -> blocking.executor().execute(() -> beat(inbox, stream)),
                        millis,
                        millis,
                        TimeUnit.MILLISECONDS);
        sink.onDispose(() -> {
            heart.dispose();
            inboxes.leave(inbox, stream);
            var rest = stream.close();
            requests.release(inbox, stream.principal(), rest.unsent());
            requests.giveBack(inbox, stream.principal(), rest.handedOver());
        });
        sink.onRequest(_ -> {
            stream.send();
            inboxes.pump(inbox);
        });
    }

    /** Whoever may no longer be here is told so, at the latest with the next beat; whoever hangs keeps nothing from others. */
    private void beat(InboxKey inbox, InboxStream stream) {
        try {
            stream.admit();
            stream.beat();
            var late = stream.untaken(clock.instant().plus(NEEDED));
            requests.release(inbox, stream.principal(), late);
        } catch (ProblemException e) {
            stream.fail(e);
        }
    }
}
