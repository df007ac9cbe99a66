package io.roundtable.engine;

import io.roundtable.contract.Command;
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.InboxCommand.DrainInbox;
import io.roundtable.contract.InboxCommand.ExpireMessage;
import io.roundtable.contract.InboxCommand.OfferMessage;
import io.roundtable.contract.LeaseCommand.ExpireLease;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionCommand.ResumeEvents;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.contract.workspace.WorkspaceSettings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
public sealed interface Row
        permits Row.WorkspaceRow,
                Row.WorkspaceDefinitionRow,
                Row.MemberRow,
                Row.SandboxRow,
                Row.SandboxDefinitionRow,
                Row.MessageRow,
                Row.BeatRow,
                Row.DueRow,
                DeliveryRow,
                SubscriptionRow {

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
     * Where to find a message that has not reached its end, by its id.
     *
     * @param hops messages before it in its chain of answers
     * @param number of its entry in its recipient's queue
     */
    record MessageRow(int hops, SandboxId to, long number) implements Row {}

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

    /**
     * Something that a timer is to say.
     *
     * @param sandbox none where it is about a subscription
     * @param message none where it is about the sandbox
     * @param lease the one that is over then
     * @param from where to go on, by number; 0 where that means nothing
     * @param events which subscription's, and on which way
     */
    record DueRow(
            Kind kind,
            WorkspaceId workspace,
            @Nullable SandboxId sandbox,
            @Nullable MessageId message,
            @Nullable LeaseId lease,
            long from,
            Instant due,
            @Nullable Events events)
            implements Row {

        /** Of whom a timer speaks that is about events. */
        public record Events(SubscriptionId subscription, Lane lane) {}

        /** What is due. */
        public enum Kind {
            HEALTH,
            DRAIN,
            OFFER,
            LEASE,
            EXPIRY,
            EVENTS
        }

        public DueRow {
            due = due.truncatedTo(ChronoUnit.MILLIS); // its key holds no more
        }

        public static DueRow health(WorkspaceId workspace, SandboxId sandbox, Instant due) {
            return new DueRow(Kind.HEALTH, workspace, sandbox, null, null, 0, due, null);
        }

        public static DueRow drain(WorkspaceId workspace, SandboxId sandbox, long from, Instant due) {
            return new DueRow(Kind.DRAIN, workspace, sandbox, null, null, from, due, null);
        }

        public static DueRow ofMessage(
                Kind kind, WorkspaceId workspace, SandboxId sandbox, MessageId message, Instant due) {
            return new DueRow(kind, workspace, sandbox, message, null, 0, due, null);
        }

        public static DueRow lease(
                WorkspaceId workspace, SandboxId sandbox, MessageId message, LeaseId lease, Instant due) {
            return new DueRow(Kind.LEASE, workspace, sandbox, message, lease, 0, due, null);
        }

        public static DueRow events(WorkspaceId workspace, SubscriptionId subscription, Lane lane, Instant due) {
            return new DueRow(Kind.EVENTS, workspace, null, null, null, 0, due, new Events(subscription, lane));
        }

        /** What the timer says. */
        public Command command() {
            return switch (kind) {
                case HEALTH -> new ExpireHealth(workspace, itsSandbox(), due);
                case DRAIN -> new DrainInbox(workspace, itsSandbox(), from, due);
                case OFFER -> new OfferMessage(workspace, itsSandbox(), Objects.requireNonNull(message), due);
                case LEASE ->
                    new ExpireLease(
                            workspace,
                            itsSandbox(),
                            Objects.requireNonNull(message),
                            Objects.requireNonNull(lease),
                            due);
                case EXPIRY -> new ExpireMessage(workspace, itsSandbox(), Objects.requireNonNull(message), due);
                case EVENTS -> {
                    var of = Objects.requireNonNull(events);
                    yield new ResumeEvents(workspace, of.subscription(), of.lane(), due);
                }
            };
        }

        private SandboxId itsSandbox() {
            return Objects.requireNonNull(sandbox);
        }
    }
}
