package io.roundtable.http.message;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.InFlight;
import io.roundtable.http.access.OpenToSandbox;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.consistency.Deadline;
import io.roundtable.http.json.PathIds;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** {@code /v1/workspaces/{ws}/messages/{msg}/response}: the message that answers another, waited for if need be. */
@Controller("/v1/workspaces/{workspace}/messages/{message}/response")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ResponseController {

    private static final int MAX_WAIT_SECONDS = 30;

    private final ResponseReads reads;
    private final ResponseWaiters waiters;
    private final BlockingWork blocking;

    ResponseController(ResponseReads reads, ResponseWaiters waiters, BlockingWork blocking) {
        this.reads = reads;
        this.waiters = waiters;
        this.blocking = blocking;
    }

    @Get
    @RoleRequired(Role.VIEWER)
    @OpenToSandbox
    CompletionStage<HttpResponse<?>> get(HttpRequest<?> request, String workspace, String message) {
        var answered = new ResponseReads.Answered(new WorkspaceId(workspace), PathIds.message(message));
        var query = new QueryParameters(request, Set.of("wait_seconds"));
        int seconds = query.number("wait_seconds", 0, 0, MAX_WAIT_SECONDS);
        query.done();
        if (seconds == 0) {
            return blocking.supply(() -> orNone(reads.first(request, answered, 0)));
        }
        var deadline = Deadline.in(Duration.ofSeconds(seconds));
        var waiter = waiters.register(answered.workspace(), answered.message(), Sight.of(request));
        return blocking.supply(() -> reads.first(request, answered, waiter.since()))
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.<HttpResponse<?>>completedFuture(found.get())
                        : waited(request, answered, waiter, deadline))
                .whenComplete((_, _) -> waiter.close());
    }

    /** Reads once more in any case: what the tail has passed before it began to follow, nobody was told of. */
    private CompletableFuture<HttpResponse<?>> waited(
            HttpRequest<?> request, ResponseReads.Answered answered, ResponseWaiters.Waiter waiter, Deadline deadline) {
        InFlight.leave(request);
        return waiter.answered()
                .completeOnTimeout(0L, deadline.left().toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(
                        sequence -> orNone(reads.again(request, answered, Math.max(waiter.since(), sequence))),
                        blocking.executor());
    }

    private static HttpResponse<?> orNone(Optional<HttpResponse<?>> found) {
        return found.orElseThrow(() -> ProblemException.later(
                ProblemCode.NO_RESPONSE_YET, "The message is there, and nobody has answered it yet.", 1));
    }
}
