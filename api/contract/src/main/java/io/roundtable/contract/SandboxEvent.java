package io.roundtable.contract;

import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has happened to a sandbox. */
public sealed interface SandboxEvent extends Event {

    SandboxId sandboxId();

    @Override
    default String subject() {
        return sandboxId().value();
    }

    /** A sandbox was made, in status {@code provisioning}. */
    record SandboxCreated(WorkspaceId workspaceId, SandboxId sandboxId, SandboxDefinition definition)
            implements SandboxEvent {

        public SandboxCreated {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("definition", definition)
                    .done();
        }
    }

    /**
     * A sandbox was changed by its owner.
     *
     * @param definition the whole of it, as it is from now on
     */
    record SandboxChanged(WorkspaceId workspaceId, SandboxId sandboxId, SandboxDefinition definition)
            implements SandboxEvent {

        public SandboxChanged {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("definition", definition)
                    .done();
        }
    }

    /** A sandbox is no more; its messages stay. */
    record SandboxDeleted(WorkspaceId workspaceId, SandboxId sandboxId) implements SandboxEvent {

        public SandboxDeleted {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .done();
        }
    }

    /**
     * A sandbox has come from one status to another.
     *
     * @param from the status before
     * @param to the status now
     * @param reason as whoever changed it gave it
     * @param containerId what runs it from now on; null where nobody has said
     * @param connectionDetails how it is reached from now on
     */
    record SandboxStatusChanged(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            SandboxStatus from,
            SandboxStatus to,
            @Nullable String reason,
            @Nullable String containerId,
            FreeForm connectionDetails)
            implements SandboxEvent {

        public SandboxStatusChanged {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("from", from)
                    .required("to", to)
                    .required("connection_details", connectionDetails)
                    .done();
        }
    }

    /**
     * Said when health changes, and otherwise once in ten minutes of heartbeats.
     *
     * @param lastHeartbeatAt when the sandbox was last heard of
     * @param detail what the sandbox said about it
     */
    record SandboxHealthReported(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            Health health,
            Instant lastHeartbeatAt,
            @Nullable String detail)
            implements SandboxEvent {

        public SandboxHealthReported {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("health", health)
                    .required("last_heartbeat_at", lastHeartbeatAt)
                    .done();
        }
    }
}
