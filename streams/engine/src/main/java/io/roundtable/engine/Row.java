package io.roundtable.engine;

import io.roundtable.contract.FreeForm;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of state, one key of the store. Contents of messages are never in it. */
public sealed interface Row {

    /**
     * @param owners how many members are owners, so that the last one is known without a scan
     * @param sandboxes how many sandboxes there are
     * @param version 1 at creation and one more with each change of the workspace itself; members and sandboxes count
     *     their own
     */
    record WorkspaceRow(WorkspaceDefinition definition, boolean active, int owners, int sandboxes, long version)
            implements Row {

        public WorkspaceRow changed(WorkspaceDefinition to) {
            return new WorkspaceRow(to, active, owners, sandboxes, version + 1);
        }

        public WorkspaceRow archived() {
            return new WorkspaceRow(definition, false, owners, sandboxes, version + 1);
        }

        public WorkspaceRow withOwners(int change) {
            return new WorkspaceRow(definition, active, owners + change, sandboxes, version);
        }

        public WorkspaceRow withSandboxes(int change) {
            return new WorkspaceRow(definition, active, owners, sandboxes + change, version);
        }
    }

    record MemberRow(Role role, long version) implements Row {}

    /** @param lastHeartbeatAt as the last event told; the heartbeat itself may be younger, see {@link BeatRow} */
    record SandboxRow(
            SandboxDefinition definition,
            SandboxStatus status,
            @Nullable String containerId,
            Health health,
            @Nullable Instant lastHeartbeatAt,
            long version)
            implements Row {

        public static SandboxRow created(SandboxDefinition definition) {
            return new SandboxRow(definition, SandboxStatus.PROVISIONING, null, Health.UNKNOWN, null, 1);
        }

        public SandboxRow changed(SandboxDefinition to) {
            return new SandboxRow(to, status, containerId, health, lastHeartbeatAt, version + 1);
        }

        public SandboxRow moved(SandboxStatus to, @Nullable String container, FreeForm connectionDetails) {
            var reached = definition.withConnectionDetails(connectionDetails);
            return new SandboxRow(reached, to, container, health, lastHeartbeatAt, version + 1);
        }

        public SandboxRow heard(Health reported, Instant at) {
            return new SandboxRow(definition, status, containerId, reported, at, version + 1);
        }
    }

    /** @param hops messages before it in its chain of answers */
    record MessageRow(SandboxId from, SandboxId to, int hops) implements Row {}

    /**
     * @param reportedAt time of the last event that told of health
     * @param checkDue under which time the row that asks for the next check stands; null where there is none, since the
     *     sandbox is as unhealthy as it can be until it is heard of again
     */
    record BeatRow(
            Instant at,
            Health health,
            @Nullable String detail,
            Instant reportedAt,
            @Nullable Instant checkDue) implements Row {

        public BeatRow again(Instant later, Health reported, @Nullable String what) {
            return new BeatRow(later, reported, what, reportedAt, checkDue);
        }

        public BeatRow due(Instant next) {
            return new BeatRow(at, health, detail, reportedAt, next);
        }
    }

    record DueRow(WorkspaceId workspace, SandboxId sandbox, Instant due) implements Row {}
}
