package io.roundtable.http.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.ReadModel;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.log.LogLayout;
import io.roundtable.persistence.query.Metrics;
import io.roundtable.persistence.query.WorkspaceMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v1/workspaces/{ws}/metrics}. */
@Controller("/v1/workspaces/{workspace}/metrics")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class MetricsController {

    private final ReadGate gate;
    private final LogLayout layout;
    private final Tokens tokens;
    private final WorkspaceMetrics metrics;
    private final Clock clock;

    MetricsController(ReadGate gate, LogLayout layout, Tokens tokens, ReadModel model, Clock clock) {
        this.gate = gate;
        this.layout = layout;
        this.tokens = tokens;
        this.metrics = new WorkspaceMetrics(model.sql());
        this.clock = clock;
    }

    /**
     * What goes on in a workspace.
     *
     * @param messages counts in all, by status and by type
     * @param sandboxes by recipient, the busiest first, at most 1,000
     * @param oldestPendingAgeSeconds null where nothing is pending
     */
    @JsonInclude
    record MetricsResource(
            String workspaceId,
            Instant at,
            MessageCounts messages,
            List<Metrics.SandboxCount> sandboxes,
            Metrics.Rates rates,
            @Nullable Long oldestPendingAgeSeconds) {}

    record MessageCounts(long total, Map<String, Long> byStatus, Map<String, Long> byType) {}

    @Get
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String workspace) {
        QueryParameters.none(request);
        var id = new WorkspaceId(workspace);
        gate.await(request, id);
        Instant now = clock.instant();
        var seen = metrics.of(layout.partitionOf(id), id, now);
        Metrics value = seen.value();
        Instant oldest = value.oldestPendingAt();
        var counts = new MessageCounts(
                value.kinds().stream().mapToLong(Metrics.KindCount::messages).sum(),
                sums(value, kind -> kind.status().wire()),
                sums(value, kind -> kind.type().wire()));
        var resource = new MetricsResource(
                workspace,
                now,
                counts,
                value.sandboxes(),
                value.rates(),
                oldest == null
                        ? null
                        : Math.max(0, Duration.between(oldest, now).toSeconds()));
        return HttpResponse.ok(Json.write(resource))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header("Consistency-Token", tokens.of(id, seen.sequence()));
    }

    private static Map<String, Long> sums(Metrics metrics, Function<Metrics.KindCount, String> by) {
        var sums = new TreeMap<String, Long>();
        metrics.kinds().forEach(kind -> sums.merge(by.apply(kind), kind.messages(), Long::sum));
        return sums;
    }
}
