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

    /** Of the health of a sandbox. */
    sealed interface OfHealth extends Note {}

    /** Of the queue of a deleted sandbox. */
    sealed interface OfDrain extends Note {

        /** The timer that has spoken. */
        Instant due();
    }

    /** A sandbox gave a sign of life that changed nothing. */
    record HeartbeatNoted(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            Health health,
            Instant at,
            @Nullable String detail) implements OfHealth {}

    /** A timer asked too early, since a heartbeat had come meanwhile; it asks again. */
    record HealthCheckDeferred(WorkspaceId workspaceId, SandboxId sandboxId, Instant until) implements OfHealth {}

    /** There is more to clear away, from a number on. */
    record DrainGoesOn(WorkspaceId workspaceId, SandboxId sandboxId, Instant due, long from, Instant next)
            implements OfDrain {}

    record DrainIsOver(WorkspaceId workspaceId, SandboxId sandboxId, Instant due) implements OfDrain {}
}
