package io.roundtable.persistence.query;

import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox.
 *
 * @param createdSequence its place in the list: by creation
 */
public record SandboxView(
        WorkspaceId workspaceId,
        SandboxId sandboxId,
        String name,
        SandboxStatus status,
        @Nullable String containerId,
        Configuration configuration,
        HealthView health,
        long createdSequence,
        Stamp stamp) {

    /** What its owners have said of it, as it stands on the wire. */
    public record Configuration(
            RawJson agentConfig, RawJson resourceLimits, RawJson connectionDetails, RawJson delivery, RawJson labels) {}

    /** Its health as the log last told: heartbeats that change nothing are told once in ten minutes. */
    public record HealthView(
            Health status,
            @Nullable Instant lastHeartbeatAt,
            @Nullable String detail) {}
}
