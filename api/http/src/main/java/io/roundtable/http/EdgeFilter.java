package io.roundtable.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.FilterContinuation;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** The outermost of all: bounds the requests in flight, and gives every answer its {@code Request-Id}. */
@ServerFilter("/v1/**")
@Requires(bean = HttpSettings.class)
final class EdgeFilter implements Ordered {

    private final AtomicInteger inFlight = new AtomicInteger();
    private final int maxInFlight;

    EdgeFilter(HttpSettings settings, io.micrometer.core.instrument.MeterRegistry registry) {
        this.maxInFlight = settings.maxInFlight();
        registry.gauge("roundtable.http.in.flight", inFlight);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }

    @RequestFilter
    CompletionStage<? extends HttpResponse<?>> filter(
            HttpRequest<?> request, FilterContinuation<CompletionStage<MutableHttpResponse<?>>> continuation) {
        String requestId = RequestContext.of(request).requestId();
        if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            var problem = ProblemException.later(
                    ProblemCode.OVERLOADED, maxInFlight + " requests are in flight on this node already.", 1);
            return CompletableFuture.completedFuture(
                    Problems.response(request, problem).header("Request-Id", requestId));
        }
        return continuation
                .proceed()
                .whenComplete((_, _) -> inFlight.decrementAndGet())
                .thenApply(response -> response.header("Request-Id", requestId));
    }
}
