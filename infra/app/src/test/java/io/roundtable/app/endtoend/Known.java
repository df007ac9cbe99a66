package io.roundtable.app.endtoend;

import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the engine and the tables both know of a thing, in a form that is neither's: they fold the same events by code
 * that has nothing in common, so that a fold that is wrong shows when the two are laid side by side.
 */
sealed interface Known {

    record Workspace(
            WorkspaceDefinition definition,
            boolean active,
            int owners,
            CollaborationPolicy collaboration,
            DeliverySettings delivery,
            long version)
            implements Known {}

    record Member(Role role, long version) implements Known {}

    record Sandbox(SandboxDefinition definition, Life life, DeliverySettings delivery, long version) implements Known {}

    /** Where a sandbox is, and how. */
    record Life(
            SandboxStatus status,
            @Nullable String containerId,
            Health health,
            @Nullable Instant lastHeartbeatAt) {}

    /**
     * A message that hasn't reached its end: a dead letter hasn't, until somebody decides about it.
     *
     * @param attempt leases that counted, since it was last put into the queue
     */
    record Message(int hops, String to, MessageStatus status, int attempt) implements Known {}

    /** How many messages a sandbox has that wait, and that its receivers have; one of both at least. */
    record Inbox(long queued, long leased) implements Known {}
}
