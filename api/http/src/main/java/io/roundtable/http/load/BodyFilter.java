package io.roundtable.http.load;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.ByteBody;
import io.micronaut.web.router.RouteAttributes;
import io.roundtable.http.ApiPath;
import io.roundtable.http.json.MediaTypes;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lets a body in, once it is known who sends it and that it is wanted: until then no more than what the first packets
 * hold has been read of it. It must keep to the route's limit, to the node's and to its time.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class BodyFilter implements Ordered {

    private static final CompletionStage<Optional<HttpResponse<?>>> LET_IN =
            CompletableFuture.completedFuture(Optional.empty());

    private final Load load;

    BodyFilter(Load load) {
        this.load = load;
    }

    /** After the checks of who may come in, before everything that reads the body. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 300;
    }

    @RequestFilter
    CompletionStage<Optional<HttpResponse<?>>> filter(HttpRequest<?> request) {
        boolean isWanted = request.getMethod().permitsRequestBody()
                && ApiPath.isOf(request)
                && RouteAttributes.getRouteMatch(request).isPresent();
        if (!isWanted || !(request instanceof ServerHttpRequest<?> served)) {
            return LET_IN;
        }
        if (served.byteBody() instanceof AvailableByteBody whole) {
            try {
                count(request, new AtomicLong(), whole.length());
                return LET_IN;
            } catch (ProblemException problem) {
                return CompletableFuture.completedFuture(Optional.of(Problems.response(request, problem)));
            }
        }
        return arrived(request, served.byteBody())
                // not from within: the body tells its copies of its end one by one, and must be done before it is read
                .publishOn(Schedulers.fromExecutor(Connection.executor(request)))
                .thenReturn(Optional.<HttpResponse<?>>empty())
                .onErrorResume(fault -> Mono.just(Optional.of(Problems.response(request, problem(fault)))))
                .toFuture();
    }

    /** Counts a copy, which shares its bytes with the body itself: when it has arrived, so has that. */
    private Mono<Void> arrived(HttpRequest<?> request, ByteBody body) {
        var length = new AtomicLong();
        var copy = body.split(ByteBody.SplitBackpressureMode.FASTEST);
        return Flux.from(copy.toByteArrayPublisher())
                .doOnNext(part -> count(request, length, part.length))
                .then()
                .timeout(load.limits().bodyTime());
    }

    private void count(HttpRequest<?> request, AtomicLong length, long more) {
        if (length.addAndGet(more) > MediaTypes.limit(request)) {
            throw ProblemException.of(ProblemCode.PAYLOAD_TOO_LARGE);
        }
        load.body(request, more);
    }

    /** What else can end a body early is its sender: a length that isn't so, a connection that is gone. */
    private static ProblemException problem(Throwable fault) {
        return switch (fault) {
            case ProblemException problem -> problem;
            case TimeoutException _ -> ProblemException.of(ProblemCode.REQUEST_TIMEOUT);
            default -> ProblemException.invalid("", "did not arrive as announced");
        };
    }
}
