package io.roundtable.http.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.Reply;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.wire.Json;
import io.roundtable.persistence.query.SandboxView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A sandbox as the members of its workspace see it. */
@JsonInclude
record SandboxResource(
        String sandboxId,
        String workspaceId,
        String name,
        SandboxStatus status,
        RawJson agentConfig,
        RawJson resourceLimits,
        RawJson connectionDetails,
        RawJson delivery,
        RawJson labels,
        @Nullable String containerId,
        HealthResource health,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** How it was when it was last heard of. */
    @JsonInclude
    record HealthResource(
            Health status,
            @Nullable Instant lastHeartbeatAt,
            @Nullable String detail) {}

    static SandboxResource of(SandboxView view) {
        var configuration = view.configuration();
        return new SandboxResource(
                view.sandboxId().value(),
                view.workspaceId().value(),
                view.name(),
                view.status(),
                configuration.agentConfig(),
                configuration.resourceLimits(),
                configuration.connectionDetails(),
                configuration.delivery(),
                configuration.labels(),
                view.containerId(),
                new HealthResource(
                        view.health().status(),
                        view.health().lastHeartbeatAt(),
                        view.health().detail()),
                view.stamp().createdAt(),
                view.stamp().updatedAt(),
                view.stamp().version());
    }

    /** As it was made, from the request and its reply: the tables need not have it yet. */
    static SandboxResource of(CreateSandbox command, Reply.Accepted outcome) {
        var definition = command.definition();
        return new SandboxResource(
                outcome.ids().getFirst(),
                command.workspaceId().value(),
                definition.name(),
                SandboxStatus.PROVISIONING,
                raw(definition.agentConfig()),
                raw(definition.resourceLimits()),
                raw(definition.connectionDetails()),
                raw(definition.delivery()),
                raw(definition.labels()),
                null,
                new HealthResource(Health.UNKNOWN, null, null),
                outcome.decidedAt(),
                outcome.decidedAt(),
                outcome.version());
    }

    private static RawJson raw(Object value) {
        return new RawJson(new String(Json.write(value), StandardCharsets.UTF_8));
    }
}
