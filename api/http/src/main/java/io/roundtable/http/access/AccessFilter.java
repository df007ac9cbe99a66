package io.roundtable.http.access;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.FilterContinuation;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Lets in who may come in. A request whose answers are at hand passes without leaving its thread. */
@ServerFilter("/v1/**")
final class AccessFilter implements Ordered {

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
    Publisher<? extends HttpResponse<?>> filter(
            HttpRequest<?> request, FilterContinuation<Publisher<MutableHttpResponse<?>>> continuation) {
        try {
            Runnable rest = checks.atHand(request);
            if (rest == null) {
                return proceed(request, continuation);
            }
            return Mono.fromFuture(blocking.supply(() -> refusal(request, rest)))
                    .flatMap(refusal -> refusal.<Mono<MutableHttpResponse<?>>>map(Mono::just)
                            .orElseGet(() -> Mono.from(proceed(request, continuation))));
        } catch (ProblemException problem) {
            return Mono.just(refused(request, problem));
        }
    }

    /** What was withheld comes first in the order of checks. */
    private static MutableHttpResponse<?> refused(HttpRequest<?> request, ProblemException problem) {
        return WithheldRefusal.unlessDecided(request, Problems.response(request, problem));
    }

    private static Publisher<MutableHttpResponse<?>> proceed(
            HttpRequest<?> request, FilterContinuation<Publisher<MutableHttpResponse<?>>> continuation) {
        return WithheldRefusal.isKept(request)
                ? Mono.from(continuation.proceed()).map(response -> WithheldRefusal.unlessDecided(request, response))
                : continuation.proceed();
    }

    private static Optional<MutableHttpResponse<?>> refusal(HttpRequest<?> request, Runnable rest) {
        try {
            rest.run();
            return Optional.empty();
        } catch (ProblemException problem) {
            return Optional.of(refused(request, problem));
        }
    }
}
