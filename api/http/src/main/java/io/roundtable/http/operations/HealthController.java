package io.roundtable.http.operations;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.wire.Json;
import java.util.Comparator;
import java.util.List;

/** {@code /health}: whether to restart this node, and whether to send it requests. */
@Controller("/health")
@Produces(MediaType.ALL)
final class HealthController {

    private final List<ReadinessSource> sources;

    HealthController(List<ReadinessSource> sources) {
        this.sources = List.copyOf(sources);
    }

    record Readiness(ReadinessSource.Status status, List<ReadinessSource.Part> parts) {}

    record Liveness(String status) {}

    @Get("/liveness")
    HttpResponse<?> liveness(HttpRequest<?> request) {
        return json(HttpStatus.OK, new Liveness("alive"));
    }

    /** 200 while requests may come, degraded or not; 503 where they had better go elsewhere. */
    @Get("/readiness")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> readiness(HttpRequest<?> request) {
        var parts = sources.stream().flatMap(source -> source.parts().stream()).toList();
        var worst = parts.stream()
                .map(ReadinessSource.Part::status)
                .max(Comparator.naturalOrder())
                .orElse(ReadinessSource.Status.READY);
        var status = worst == ReadinessSource.Status.NOT_READY ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
        var response = json(status, new Readiness(worst, parts));
        return status == HttpStatus.OK ? response : response.header("Retry-After", "1");
    }

    private static io.micronaut.http.MutableHttpResponse<byte[]> json(HttpStatus status, Object body) {
        io.micronaut.http.MutableHttpResponse<byte[]> response = HttpResponse.status(status);
        return response.body(Json.write(body)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
