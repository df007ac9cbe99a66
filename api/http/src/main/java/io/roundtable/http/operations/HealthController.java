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
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** {@code /health}: whether to restart this node, and whether to send it requests. */
@Controller("/health")
@Produces(MediaType.ALL)
final class HealthController {

    /** Anybody may ask, and to answer the database is asked. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long PATIENCE_MS = 2_000;

    private static final ReadinessSource.Part SILENT = new ReadinessSource.Part(
            "node",
            "health",
            ReadinessSource.Status.NOT_READY,
            null,
            null,
            "a part of this node hasn't told within 2 s how it is",
            "check that Kafka is up and reachable from this node");

    private final List<ReadinessSource> sources;
    private final Map<ReadinessSource, CompletableFuture<List<ReadinessSource.Part>>> underway =
            new ConcurrentHashMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Reading last;

    HealthController(List<ReadinessSource> sources) {
        this.sources = List.copyOf(sources);
    }

    private record Reading(List<ReadinessSource.Part> parts, long atNanos) {
        boolean isFresh() {
            return System.nanoTime() - atNanos < FRESH_NANOS;
        }
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
        var parts = parts();
        var worst = parts.stream()
                .map(ReadinessSource.Part::status)
                .max(Comparator.naturalOrder())
                .orElse(ReadinessSource.Status.READY);
        var status = worst == ReadinessSource.Status.NOT_READY ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
        var response = json(status, new Readiness(worst, parts));
        return status == HttpStatus.OK ? response : response.header("Retry-After", "1");
    }

    /** Read once a second at most, however many ask. */
    private List<ReadinessSource.Part> parts() {
        Reading there = last;
        if (there != null && there.isFresh()) {
            return there.parts();
        }
        reading.lock();
        try {
            there = last;
            if (there == null || !there.isFresh()) {
                var parts = sources.stream()
                        .flatMap(source -> read(source).stream())
                        .toList();
                there = new Reading(parts, System.nanoTime());
                last = there;
            }
            return there.parts();
        } finally {
            reading.unlock();
        }
    }

    /** One reading of a source at a time, waited for no longer than whoever watches this node would. */
    private List<ReadinessSource.Part> read(ReadinessSource source) {
        var reading = underway.computeIfAbsent(
                source,
                asked -> CompletableFuture.supplyAsync(
                        asked::parts, task -> Thread.ofVirtual().name("health").start(task)));
        try {
            var parts = reading.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            underway.remove(source, reading);
            return parts;
        } catch (TimeoutException e) {
            return List.of(SILENT);
        } catch (ExecutionException e) {
            underway.remove(source, reading);
            throw new IllegalStateException("a part can't tell how it is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(SILENT);
        }
    }

    private static io.micronaut.http.MutableHttpResponse<byte[]> json(HttpStatus status, Object body) {
        io.micronaut.http.MutableHttpResponse<byte[]> response = HttpResponse.status(status);
        return response.body(Json.write(body)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
