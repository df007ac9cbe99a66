package io.roundtable.http.inbox;

import io.roundtable.contract.Principal;
import io.roundtable.http.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One who waits for messages once. It holds no lock: what it completes goes on to leave the inbox, under the inbox's. */
final class LongPoll implements Receiver {

    private final Principal principal;
    private final String traceparent;
    private final ReceiveGiven asked;
    private final CompletableFuture<List<Leased>> result = new CompletableFuture<>();
    private final Runnable admission;
    private volatile boolean isLast;

    /** @param admission throws where the receiver may no longer receive */
    LongPoll(Principal principal, String traceparent, ReceiveGiven asked, Runnable admission) {
        this.principal = principal;
        this.traceparent = traceparent;
        this.asked = asked;
        this.admission = admission;
    }

    /** What it gets in the end. */
    CompletableFuture<List<Leased>> result() {
        return result;
    }

    /**
     * Does something later, unless it is over by then: neither it nor what it got is kept for as long as it might have
     * waited.
     */
    void after(Duration delay, Runnable work, Executor executor) {
        var time = new CompletableFuture<@Nullable Void>()
                .completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS);
        var _ = time.thenRunAsync(work, executor);
        var _ = result.whenComplete((_, _) -> time.cancel(false));
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public String traceparent() {
        return traceparent;
    }

    @Override
    public void admit() {
        admission.run();
    }

    @Override
    public int wanted() {
        return result.isDone() ? 0 : asked.most();
    }

    @Override
    public @Nullable Integer ackWaitSeconds() {
        return asked.ackWaitSeconds();
    }

    /** It waits no longer than until it is known that there is nothing. */
    void hurry() {
        isLast = true;
    }

    @Override
    public void nothing() {
        if (isLast) {
            result.complete(List.of());
        }
    }

    /** Nobody is there any more to be answered. */
    void leave() {
        result.complete(List.of());
    }

    @Override
    public List<Leased> take(List<Leased> messages) {
        return result.complete(messages) ? List.of() : messages;
    }

    @Override
    public void fail(ProblemException problem) {
        result.completeExceptionally(problem);
    }
}
