package io.roundtable.contract;

import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Commands about a sandbox. */
public sealed interface SandboxCommand extends Command {

    SandboxId sandboxId();

    @Override
    default String subject() {
        return sandboxId().value();
    }

    /** Makes a sandbox, in status {@code provisioning}. */
    record CreateSandbox(WorkspaceId workspaceId, SandboxId sandboxId, SandboxDefinition definition)
            implements SandboxCommand {

        public CreateSandbox {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("definition", definition)
                    .done();
        }
    }

    /**
     * Changes what its owner says a sandbox is.
     *
     * @param patch a merge patch (RFC 7396) of {@link SandboxDefinition}
     */
    record ChangeSandbox(WorkspaceId workspaceId, SandboxId sandboxId, RawJson patch) implements SandboxCommand {

        private static final SandboxDefinition SAMPLE = new SandboxDefinition("sample", null, null, null, null, null);

        public ChangeSandbox {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("patch", patch)
                    .done();
            Patches.check(patch, SAMPLE, SandboxDefinition.class);
        }
    }

    /** Deletes a sandbox; what is queued for it becomes dead letters. */
    record DeleteSandbox(WorkspaceId workspaceId, SandboxId sandboxId) implements SandboxCommand {

        public DeleteSandbox {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .done();
        }
    }

    /**
     * Says where a sandbox has come to.
     *
     * @param reason 1 to 1,000 characters
     * @param containerId what runs it now, 1 to 255 characters
     * @param connectionDetails where given, replaces the sandbox's own
     */
    record ChangeSandboxStatus(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            SandboxStatus status,
            @Nullable String reason,
            @Nullable String containerId,
            @Nullable FreeForm connectionDetails)
            implements SandboxCommand {

        public ChangeSandboxStatus {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("status", status)
                    .text("reason", reason, 1, 1_000)
                    .text("container_id", containerId, 1, 255)
                    .rule(
                            "connection_details",
                            connectionDetails == null || connectionDetails.isObject(),
                            "must be an object")
                    .done();
        }
    }

    /**
     * Says that a sandbox is alive.
     *
     * @param health what the sandbox says of itself; neither unknown nor unhealthy
     * @param detail 0 to 1,000 characters
     */
    record RecordHeartbeat(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            Health health,
            @Nullable String detail) implements SandboxCommand {

        public RecordHeartbeat {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .rule(
                            "status",
                            health == Health.HEALTHY || health == Health.DEGRADED,
                            "must be healthy or degraded")
                    .text("detail", detail, 0, 1_000)
                    .done();
        }
    }

    /**
     * A timer's question whether a sandbox has been silent for too long.
     *
     * @param due when the timer was to ask
     */
    record ExpireHealth(WorkspaceId workspaceId, SandboxId sandboxId, Instant due) implements SandboxCommand {

        public ExpireHealth {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("due", due)
                    .done();
        }
    }
}
