package io.roundtable.http.inbox;

import io.roundtable.contract.Principal;
import io.roundtable.http.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One who waits for messages once. It holds no lock: what it completes goes on to leave the inbox, under the inbox's. */
final class LongPoll implements Receiver {

    /** Content handed over at once, in bytes, but for a single message that is larger. */
    private static final long MAX_BYTES = 4L * 1024 * 1024;

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
        List<Leased> fitting = fitting(messages);
        return result.complete(fitting) ? messages.subList(fitting.size(), messages.size()) : messages;
    }

    private static List<Leased> fitting(List<Leased> messages) {
        var fitting = new ArrayList<Leased>();
        long bytes = 0;
        for (Leased message : messages) {
            bytes += message.bytes();
            if (!fitting.isEmpty() && bytes > MAX_BYTES) {
                break;
            }
            fitting.add(message);
        }
        return fitting;
    }

    @Override
    public void fail(ProblemException problem) {
        result.completeExceptionally(problem);
    }
}
