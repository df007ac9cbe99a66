package io.roundtable.engine;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.Health;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of the engine's own state that is no event: it comes too often to be kept for ever, and nothing but the
 * next decision asks for it. A fold of the log goes without, and is right to within the time that an event covers.
 */
public sealed interface Note {

    WorkspaceId workspaceId();

    SandboxId sandboxId();

    /** A sandbox gave a sign of life that changed nothing. */
    record HeartbeatNoted(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            Health health,
            Instant at,
            @Nullable String detail) implements Note {}

    /** A timer asked too early, since a heartbeat had come meanwhile; it asks again. */
    record HealthCheckDeferred(WorkspaceId workspaceId, SandboxId sandboxId, Instant until) implements Note {}
}
