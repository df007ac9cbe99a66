package io.roundtable.http.access;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.roundtable.http.ApiPath;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets in who may come in. A request whose answers are at hand passes without leaving its thread. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter implements Ordered {

    private static final CompletionStage<Optional<HttpResponse<?>>> ADMITTED =
            CompletableFuture.completedFuture(Optional.empty());

    private final AccessChecks checks;
    private final BlockingWork blocking;

    AccessFilter(AccessChecks checks, BlockingWork blocking) {
        this.checks = checks;
        this.blocking = blocking;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 200;
    }

    @RequestFilter
    CompletionStage<Optional<HttpResponse<?>>> admit(HttpRequest<?> request) {
        if (!ApiPath.isOf(request)) {
            return ADMITTED;
        }
        try {
            Runnable rest = checks.atHand(request);
            return rest == null ? ADMITTED : blocking.supply(() -> refusal(request, rest));
        } catch (ProblemException problem) {
            return CompletableFuture.completedFuture(Optional.of(refused(request, problem)));
        }
    }

    @ResponseFilter
    HttpResponse<?> answered(HttpRequest<?> request, MutableHttpResponse<?> response) {
        return WithheldRefusal.isKept(request) ? WithheldRefusal.unlessDecided(request, response) : response;
    }

    /** What was withheld comes first in the order of checks. */
    private static MutableHttpResponse<?> refused(HttpRequest<?> request, ProblemException problem) {
        return WithheldRefusal.unlessDecided(request, Problems.response(request, problem));
    }

    private static Optional<HttpResponse<?>> refusal(HttpRequest<?> request, Runnable rest) {
        try {
            rest.run();
            return Optional.empty();
        } catch (ProblemException problem) {
            return Optional.of(refused(request, problem));
        }
    }
}
