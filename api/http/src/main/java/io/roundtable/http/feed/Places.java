package io.roundtable.http.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** How many may follow events at this node: of one workspace, so that none takes the places of all others, and in all. */
@Singleton
final class Places {

    static final int OF_WORKSPACE = 100;
    private static final int OF_ALL = 5_000;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final int ofWorkspace;
    private final int ofAll;
    private final AtomicInteger taken = new AtomicInteger();
    private final ConcurrentHashMap<WorkspaceId, Integer> byWorkspace = new ConcurrentHashMap<>();

    @Inject
    Places(MeterRegistry registry) {
        this(OF_WORKSPACE, OF_ALL);
        registry.gauge("roundtable.http.feed.streams", taken);
    }

    Places(int ofWorkspace, int ofAll) {
        this.ofWorkspace = ofWorkspace;
        this.ofAll = ofAll;
    }

    /**
     * Takes a place.
     *
     * @return gives it back, once
     * @throws ProblemException {@code too_many_requests} where the workspace has taken all of its places,
     *     {@code overloaded} where the node has no more
     */
    Runnable take(WorkspaceId workspace) {
        if (byWorkspace.merge(workspace, 1, Integer::sum) > ofWorkspace) {
            leave(workspace);
            throw ProblemException.later(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "The workspace has " + ofWorkspace + " streams of events at this node already.",
                            RETRY_AFTER_SECONDS)
                    .with("RateLimit", "\"streams\";r=0;t=" + RETRY_AFTER_SECONDS)
                    .with("RateLimit-Policy", "\"streams\";q=" + ofWorkspace);
        }
        if (taken.incrementAndGet() > ofAll) {
            taken.decrementAndGet();
            leave(workspace);
            throw ProblemException.later(
                    ProblemCode.OVERLOADED,
                    ofAll + " streams of events are open at this node already.",
                    RETRY_AFTER_SECONDS);
        }
        var isTaken = new AtomicBoolean(true);
        return () -> {
            if (isTaken.compareAndSet(true, false)) {
                taken.decrementAndGet();
                leave(workspace);
            }
        };
    }

    private void leave(WorkspaceId workspace) {
        byWorkspace.computeIfPresent(workspace, (_, count) -> count == 1 ? null : count - 1);
    }
}
