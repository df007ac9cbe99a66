package io.roundtable.http.redrive;

import io.micronaut.http.HttpResponse;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The redrives by filter that are under way on this node. */
@Singleton
public final class BulkRedrives {

    /** Each keeps a thread, and many commands, for up to half a minute. */
    private static final int MOST_AT_ONCE = 16;

    private static final int RETRY_AFTER_SECONDS = 5;

    private final BlockingWork blocking;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    BulkRedrives(BlockingWork blocking) {
        this.blocking = blocking;
    }

    /**
     * One more.
     *
     * @throws ProblemException {@code overloaded} where {@value #MOST_AT_ONCE} are under way
     */
    public CompletionStage<HttpResponse<?>> answer(Supplier<HttpResponse<?>> redrive) {
        if (!room.tryAcquire()) {
            throw ProblemException.later(
                    ProblemCode.OVERLOADED,
                    "Too many redrives by filter are under way on this node already.",
                    RETRY_AFTER_SECONDS);
        }
        return blocking.supply(redrive).whenComplete((_, _) -> room.release());
    }
}
