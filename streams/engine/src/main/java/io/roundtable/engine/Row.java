package io.roundtable.engine;

import io.roundtable.contract.FreeForm;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.contract.workspace.WorkspaceSettings;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of state, one key of the store. Contents of messages are never in it.
 *
 * <p>What a message's rules read is bounded by us, at some hundreds of bytes a row. What a tenant may make as large as a
 * record stands in rows of its own, {@link WorkspaceDefinitionRow} and {@link SandboxDefinitionRow}, which only commands
 * that change a definition load: else one tenant's documents would set the cost of each of its messages, and with it
 * the pace of the partition.
 */
public sealed interface Row {

    /**
     * @param owners how many members are owners, so that the last one is known without a scan
     * @param collaboration the workspace's policy, or the one that allows everything
     * @param delivery what its sandboxes use where they say nothing; what the workspace doesn't say either is left out
     * @param version 1 at creation and one more with each change of the workspace itself; members and sandboxes count
     *     their own
     */
    record WorkspaceRow(
            boolean active, int owners, CollaborationPolicy collaboration, DeliverySettings delivery, long version)
            implements Row {

        public static WorkspaceRow created(WorkspaceSettings settings) {
            return new WorkspaceRow(true, 1, collaborationOf(settings), deliveryOf(settings), 1);
        }

        public WorkspaceRow changed(WorkspaceSettings to) {
            return new WorkspaceRow(active, owners, collaborationOf(to), deliveryOf(to), version + 1);
        }

        public WorkspaceRow archived() {
            return new WorkspaceRow(false, owners, collaboration, delivery, version + 1);
        }

        public WorkspaceRow withOwners(int change) {
            return new WorkspaceRow(active, owners + change, collaboration, delivery, version);
        }

        private static CollaborationPolicy collaborationOf(WorkspaceSettings settings) {
            return Objects.requireNonNullElse(settings.collaboration(), CollaborationPolicy.OPEN);
        }

        private static DeliverySettings deliveryOf(WorkspaceSettings settings) {
            var defaults = settings.sandboxDefaults();
            return defaults == null
                    ? DeliverySettings.UNSET
                    : Objects.requireNonNullElse(defaults.delivery(), DeliverySettings.UNSET);
        }
    }

    /** As large as a record may be: for commands that change it. */
    record WorkspaceDefinitionRow(WorkspaceDefinition definition) implements Row {}

    record MemberRow(Role role, long version) implements Row {}

    /**
     * @param health as the last event told
     * @param lastHeartbeatAt as the last event told; the heartbeat itself may be younger, see {@link BeatRow}
     * @param delivery what the sandbox itself says of how messages are handed to it; the workspace has the rest
     * @param version 1 at creation and one more with each change that somebody asked for. Health isn't counted: it
     *     changes by itself, and whoever has read a sandbox to edit it must not be refused since nobody edited it.
     */
    record SandboxRow(
            SandboxStatus status,
            Health health,
            @Nullable Instant lastHeartbeatAt,
            DeliverySettings delivery,
            long version)
            implements Row {

        public static SandboxRow created(DeliverySettings delivery) {
            return new SandboxRow(SandboxStatus.PROVISIONING, Health.UNKNOWN, null, delivery, 1);
        }

        public SandboxRow changed(DeliverySettings to) {
            return new SandboxRow(status, health, lastHeartbeatAt, to, version + 1);
        }

        public SandboxRow moved(SandboxStatus to) {
            return new SandboxRow(to, health, lastHeartbeatAt, delivery, version + 1);
        }

        public SandboxRow heard(Health reported, Instant at) {
            return new SandboxRow(status, reported, at, delivery, version);
        }

        /** How messages are handed to it, with nothing left out. */
        public DeliverySettings deliveryIn(WorkspaceRow workspace) {
            return delivery.orElse(workspace.delivery()).orElse(DeliverySettings.DEFAULTS);
        }
    }

    /**
     * As large as a record may be: for commands that change it, or how the sandbox is reached.
     *
     * @param containerId what runs it; null where nobody has said
     */
    record SandboxDefinitionRow(
            SandboxDefinition definition, @Nullable String containerId) implements Row {

        public SandboxDefinitionRow changed(SandboxDefinition to) {
            return new SandboxDefinitionRow(to, containerId);
        }

        public SandboxDefinitionRow reachedBy(@Nullable String container, FreeForm connectionDetails) {
            return new SandboxDefinitionRow(definition.withConnectionDetails(connectionDetails), container);
        }
    }

    /**
     * That there is such a message, so that it can be answered and its id isn't given twice.
     *
     * <p>These rows are the one part of the state that grows with what was ever said: an answer may come at any time,
     * so none of them ever leaves. Key and value are about 75 bytes, in the store and in its changelog: a million
     * messages in a partition are some 75 MB to restore, which bounds how soon the partition goes on after a crash.
     *
     * @param hops messages before it in its chain of answers
     */
    record MessageRow(int hops) implements Row {}

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
