package io.roundtable.http.problem;

import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.Router;
import io.roundtable.contract.wire.Json;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Makes problems of the errors that the server itself answers, such as a method that a path doesn't know. */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<byte[]> {

    private final BeanProvider<Router> router;

    ProblemResponses(BeanProvider<Router> router) {
        this.router = router;
    }

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var problem = Problems.describe(context.getRequest(), ErrorHandlers.ofStatus(response.code()));
        if (response.code() == 405) {
            response.header("Allow", allowed(context.getRequest()));
        }
        return response.body(Json.write(problem)).contentType(Problems.MEDIA_TYPE);
    }

    private String allowed(HttpRequest<?> request) {
        return router.get().findAny(request).stream()
                .map(route -> route.getRouteInfo().getHttpMethodName())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
