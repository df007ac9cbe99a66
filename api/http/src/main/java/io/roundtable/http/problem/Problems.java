package io.roundtable.http.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.roundtable.contract.wire.Json;
import io.roundtable.http.RequestContext;
import java.util.Optional;

/** Renders problems. */
public final class Problems {

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String ANSWER = "roundtable.problem";

    private Problems() {}

    /** What has been answered to a request as a problem, where it has. */
    static Optional<HttpResponse<byte[]>> answered(HttpRequest<?> request) {
        return request.getAttribute(ANSWER, Answered.class).map(Answered::response);
    }

    private record Answered(HttpResponse<byte[]> response) {}

    /** The problem as it stands in a body of its own, or inside one as in a batch. */
    public static Problem describe(HttpRequest<?> request, ProblemException problem) {
        ProblemCode code = problem.code();
        return new Problem(
                "/problems/" + code.wire(),
                code.title(),
                code.status(),
                problem.detail(),
                request.getUri().getPath(),
                code.wire(),
                problem.violations(),
                problem.resourceId(),
                RequestContext.of(request).traceId());
    }

    public static MutableHttpResponse<byte[]> response(HttpRequest<?> request, ProblemException problem) {
        MutableHttpResponse<byte[]> response =
                HttpResponse.status(HttpStatus.valueOf(problem.code().status()));
        response.body(Json.write(describe(request, problem))).contentType(MEDIA_TYPE);
        problem.headers().forEach(response::header);
        request.setAttribute(ANSWER, new Answered(response));
        if (problem.code().status() == 401) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response;
    }
}
