package io.roundtable.http.command;

import io.roundtable.contract.Command;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.Ids;
import io.roundtable.http.RequestContext;
import io.roundtable.http.access.Caller;
import io.roundtable.http.consistency.Deadline;
import io.roundtable.http.consistency.Seen;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Gives commands to the log and waits for what becomes of them. */
@Singleton
public final class Commands {

    /** After which a full mailbox is worth another try. */
    private static final int MAILBOX_SECONDS = 5;

    private final CommandLog commandLog;
    private final Replies replies;
    private final Seen seen;
    private final LogLayout layout;
    private final HttpSettings settings;

    Commands(CommandLog commandLog, Replies replies, Seen seen, LogLayout layout, HttpSettings settings) {
        this.commandLog = commandLog;
        this.replies = replies;
        this.seen = seen;
        this.layout = layout;
        this.settings = settings;
    }

    /** Appends, and waits as the request prefers; completes with {@code log_unavailable} where the append fails. */
    public CompletableFuture<Verdict> give(Given given) {
        var preferences = Preferences.of(given.request(), settings);
        return give(given, preferences.async() ? Duration.ZERO : preferences.patience());
    }

    /** Appends, and waits for so long, whatever the request prefers; of zero it doesn't wait at all. */
    public CompletableFuture<Verdict> give(Given given, Duration patience) {
        QueryParameters.none(given.request());
        CommandEnvelope envelope = envelope(given);
        if (patience.isZero()) {
            return append(envelope).thenApply(_ -> new Verdict.Pending(envelope.commandId()));
        }
        CompletableFuture<Reply> reply = replies.expect(envelope.commandId());
        return append(envelope)
                .thenCompose(_ -> await(envelope.commandId(), reply, patience))
                .whenComplete((_, _) -> replies.forget(envelope.commandId()))
                .thenApply(verdict -> noted(given, verdict));
    }

    /**
     * Gives a command of this node's own making, on behalf of somebody.
     *
     * @param id from {@link io.roundtable.http.Ids#command}, so that its events can be expected before they come
     * @return its committed reply; completes with {@code log_unavailable} where the append fails, and with a
     *     {@link TimeoutException} where nobody decides for so long
     */
    public CompletableFuture<Reply> ask(
            CommandId id, Principal principal, Command command, @Nullable String traceparent, Duration patience) {
        long seed = ThreadLocalRandom.current().nextLong();
        var envelope = new CommandEnvelope(id, principal, seed, null, null, traceparent, command);
        CompletableFuture<Reply> reply = replies.expect(id);
        return append(envelope)
                .thenCompose(_ -> reply.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS))
                .whenComplete((_, _) -> replies.forget(id));
    }

    /** Gives a command of this node's own making without waiting for what becomes of it. */
    public CompletableFuture<Void> tell(Principal principal, Command command) {
        long seed = ThreadLocalRandom.current().nextLong();
        return append(new CommandEnvelope(Ids.command(), principal, seed, null, null, null, command));
    }

    /** What a refusal is to whoever asked. */
    public static ProblemException problem(Rejection rejection) {
        ProblemCode code = ProblemCode.of(rejection.code());
        if (code.status() != 429) {
            return ProblemException.of(code, rejection.detail());
        }
        var later = ProblemException.later(code, rejection.detail(), MAILBOX_SECONDS)
                .with("RateLimit", "\"mailbox\";r=0;t=" + MAILBOX_SECONDS);
        Integer limit = rejection.limit();
        return limit == null ? later : later.with("RateLimit-Policy", "\"mailbox\";q=" + limit);
    }

    /** Where the log didn't confirm the command it may have it all the same: the client must be able to ask. */
    private CompletableFuture<Void> append(CommandEnvelope envelope) {
        return commandLog.append(envelope).exceptionally(fault -> {
            Throwable cause =
                    fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
            throw cause instanceof ProblemException problem
                    ? problem.with(CommandLog.COMMAND_ID, envelope.commandId().value())
                    : new CompletionException(cause);
        });
    }

    private CommandEnvelope envelope(Given given) {
        return new CommandEnvelope(
                Ids.command(),
                Caller.of(given.request()).principal(),
                ThreadLocalRandom.current().nextLong(),
                IdempotencyKeys.of(given),
                Conditions.expectedVersion(given.request()),
                RequestContext.of(given.request()).traceparent(),
                given.command());
    }

    private static CompletableFuture<Verdict> await(CommandId id, CompletableFuture<Reply> reply, Duration patience) {
        var deadline = Deadline.in(patience);
        return reply.thenApply(decided -> verdict(decided, deadline))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(fault -> {
                    if (fault instanceof TimeoutException) {
                        return new Verdict.Pending(id);
                    }
                    throw new IllegalStateException("a reply can't be read", fault);
                });
    }

    private static Verdict verdict(Reply reply, Deadline deadline) {
        Reply.Accepted accepted = reply.outcome().accepted();
        if (accepted != null) {
            return new Verdict.Accepted(reply, accepted, deadline);
        }
        var rejection = java.util.Objects.requireNonNull(reply.outcome().rejection());
        var problem = problem(rejection);
        boolean isThereAlready = rejection.code() == RejectionCode.WORKSPACE_EXISTS;
        return new Verdict.Refused(
                reply, isThereAlready ? problem.about(reply.workspaceId().value()) : problem);
    }

    private Verdict noted(Given given, Verdict verdict) {
        Principal caller = Caller.of(given.request()).principal();
        int partition = layout.partitionOf(given.command().workspaceId());
        Reply decided = verdict.decided();
        if (decided != null) {
            seen.atLeast(caller, partition, decided.sequence());
        }
        return verdict;
    }
}
