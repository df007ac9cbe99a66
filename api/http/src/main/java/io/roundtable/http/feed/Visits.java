package io.roundtable.http.feed;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.Principal;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.InFlight;
import io.roundtable.http.access.Admission;
import io.roundtable.http.access.Caller;
import io.roundtable.http.consistency.Seen;
import io.roundtable.http.feed.WorkspaceEvents.Wish;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What streams need of the rest of the node. */
@Singleton
final class Visits {

    /** Of the events that are read at once for a stream, which holds them until it has written them. */
    private static final int AT_ONCE = 200;

    private static final long MAX_BYTES = 256L * 1024;

    /** Streams that hold such events at a time; the others wait for their turn. */
    private static final int BATCHES = 64;

    /** For a turn, and for a reader of the log: streams are bounded already, and have time. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Semaphore batches = new Semaphore(BATCHES, true);
    private final WorkspaceEvents events;
    private final Resuming resuming;
    private final Admission admission;
    private final Seen seen;
    private final LogLayout layout;

    Visits(WorkspaceEvents events, Resuming resuming, Admission admission, Seen seen, LogLayout layout) {
        this.events = events;
        this.resuming = resuming;
        this.admission = admission;
        this.seen = seen;
        this.layout = layout;
    }

    FeedStream.Given of(HttpRequest<?> request, WorkspaceId workspace, FeedFilter filter) {
        InFlight.leave(request);
        return new Visit(request, workspace, filter, Caller.of(request).principal());
    }

    private final class Visit implements FeedStream.Given {

        private final HttpRequest<?> request;
        private final WorkspaceId workspace;
        private final FeedFilter filter;
        private final Principal caller;

        Visit(HttpRequest<?> request, WorkspaceId workspace, FeedFilter filter, Principal caller) {
            this.request = request;
            this.workspace = workspace;
            this.filter = filter;
            this.caller = caller;
        }

        @Override
        public FeedFilter filter() {
            return filter;
        }

        @Override
        public FeedStream.Batch read(long after, long to) throws InterruptedException {
            if (!batches.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProblemException.later(ProblemCode.OVERLOADED, "Many streams read old events here already.", 1);
            }
            boolean isRead = false;
            try {
                var wish = new Wish(workspace, filter, AT_ONCE, MAX_BYTES);
                var batch = new FeedStream.Batch(events.after(wish, after, to, PATIENCE), batches::release);
                isRead = true;
                return batch;
            } finally {
                if (!isRead) {
                    batches.release();
                }
            }
        }

        @Override
        public void admit() {
            admission.check(request);
        }

        @Override
        public void tells(long sequence) {
            seen.atLeast(caller, layout.partitionOf(workspace), sequence);
        }

        @Override
        public String id(long sequence) {
            return resuming.id(workspace, sequence);
        }
    }
}
