package io.roundtable.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The outermost of all: bounds the requests in flight, and gives every answer its {@code Request-Id}. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(bean = HttpSettings.class)
final class EdgeFilter implements Ordered, ApplicationEventListener<HttpRequestTerminatedEvent> {

    private final AtomicInteger inFlight = new AtomicInteger();
    private final int maxInFlight;

    EdgeFilter(HttpSettings settings, MeterRegistry registry) {
        this.maxInFlight = settings.maxInFlight();
        registry.gauge("roundtable.http.in.flight", inFlight);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> arrived(HttpRequest<?> request) {
        if (!ApiPath.isOf(request)) {
            return null;
        }
        if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            var problem = ProblemException.later(
                    ProblemCode.OVERLOADED, maxInFlight + " requests are in flight on this node already.", 1);
            return named(request, Problems.response(request, problem));
        }
        request.setAttribute(InFlight.ATTRIBUTE, new InFlight(inFlight::decrementAndGet));
        return null;
    }

    /** Who has an answer must find their place free: it is left before the answer goes out, not some time after. */
    @ResponseFilter
    void answered(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (ApiPath.isOf(request)) {
            InFlight.leave(request);
            var _ = named(request, response);
        }
    }

    /** One that its client has given up leaves without an answer. */
    @Override
    public void onApplicationEvent(HttpRequestTerminatedEvent event) {
        InFlight.leave(event.getSource());
    }

    private static MutableHttpResponse<?> named(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.getHeaders().set("Request-Id", RequestContext.of(request).requestId());
        return response;
    }
}
