package io.roundtable.http.operations;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Keeps the metrics to whoever has the token, where one is configured. */
@ServerFilter("/prometheus")
@Requires(property = MetricsDoor.TOKEN)
final class MetricsDoor {

    static final String TOKEN = "roundtable.prometheus.token";

    private final byte[] wanted;

    MetricsDoor(@Value("${" + TOKEN + "}") String token) {
        this.wanted = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> filter(HttpRequest<?> request) {
        String given = request.getHeaders().get("Authorization");
        boolean isWanted = given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted);
        return isWanted ? null : Problems.response(request, ProblemException.of(ProblemCode.UNAUTHORIZED));
    }
}
