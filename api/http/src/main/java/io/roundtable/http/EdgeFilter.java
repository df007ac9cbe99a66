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
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

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
    Publisher<? extends HttpResponse<?>> filter(
            HttpRequest<?> request, FilterContinuation<Publisher<MutableHttpResponse<?>>> continuation) {
        String requestId = RequestContext.of(request).requestId();
        if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            var problem = ProblemException.later(
                    ProblemCode.OVERLOADED, maxInFlight + " requests are in flight on this node already.", 1);
            return Mono.just(Problems.response(request, problem).header("Request-Id", requestId));
        }
        var place = new InFlight(inFlight::decrementAndGet);
        request.setAttribute(InFlight.ATTRIBUTE, place);
        // Who has an answer must find their place free: it is left before the answer goes out, not some time after.
        return Mono.from(continuation.proceed())
                .<HttpResponse<?>>map(response -> response.header("Request-Id", requestId))
                .doOnTerminate(place::leave)
                .doOnCancel(place::leave);
    }
}
