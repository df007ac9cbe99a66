package io.roundtable.contract.wire;

import io.roundtable.contract.Command;
import io.roundtable.contract.DeadLetterCommand.DiscardMessage;
import io.roundtable.contract.DeadLetterCommand.RedriveMessage;
import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageExpired;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageOffered;
import io.roundtable.contract.DeliveryEvent.MessageRedriven;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.Event;
import io.roundtable.contract.InboxCommand.DrainInbox;
import io.roundtable.contract.InboxCommand.ExpireMessage;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.InboxCommand.OfferMessage;
import io.roundtable.contract.LeaseCommand.AcknowledgeMessage;
import io.roundtable.contract.LeaseCommand.ExpireLease;
import io.roundtable.contract.LeaseCommand.ExtendLease;
import io.roundtable.contract.LeaseCommand.RecordDelivery;
import io.roundtable.contract.LeaseCommand.RejectMessage;
import io.roundtable.contract.LeaseCommand.ReleaseLease;
import io.roundtable.contract.LeaseCommand.ReturnMessage;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.ChangeSandboxStatus;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxCommand.ExpireHealth;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
import io.roundtable.contract.SubscriptionCommand.ChangeSubscription;
import io.roundtable.contract.SubscriptionCommand.CreateSubscription;
import io.roundtable.contract.SubscriptionCommand.DeleteSubscription;
import io.roundtable.contract.SubscriptionCommand.DiscardEvent;
import io.roundtable.contract.SubscriptionCommand.EnableSubscription;
import io.roundtable.contract.SubscriptionCommand.EndReplay;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.SubscriptionCommand.RedriveEvent;
import io.roundtable.contract.SubscriptionCommand.ReplayEvents;
import io.roundtable.contract.SubscriptionCommand.ResumeEvents;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.SubscriptionEvent.EventDiscarded;
import io.roundtable.contract.SubscriptionEvent.EventsDelivered;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.SubscriptionEvent.EventsReturned;
import io.roundtable.contract.SubscriptionEvent.ReplayBegun;
import io.roundtable.contract.SubscriptionEvent.ReplayEnded;
import io.roundtable.contract.SubscriptionEvent.SubscriptionChanged;
import io.roundtable.contract.SubscriptionEvent.SubscriptionCreated;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDeleted;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDisabled;
import io.roundtable.contract.SubscriptionEvent.SubscriptionEnabled;
import io.roundtable.contract.Topics;
import io.roundtable.contract.WebhookCommand.EnableWebhook;
import io.roundtable.contract.WebhookCommand.RemoveWebhook;
import io.roundtable.contract.WebhookCommand.SetWebhook;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.WebhookEvent.WebhookEnabled;
import io.roundtable.contract.WebhookEvent.WebhookRemoved;
import io.roundtable.contract.WebhookEvent.WebhookSet;
import io.roundtable.contract.WorkspaceCommand.ArchiveWorkspace;
import io.roundtable.contract.WorkspaceCommand.ChangeWorkspace;
import io.roundtable.contract.WorkspaceCommand.CreateWorkspace;
import io.roundtable.contract.WorkspaceCommand.RemoveMember;
import io.roundtable.contract.WorkspaceCommand.SetMember;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceEvent.MemberSet;
import io.roundtable.contract.WorkspaceEvent.WorkspaceArchived;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.WorkspaceEvent.WorkspaceCreated;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ce_type} of everything that is written. A name never changes its meaning; a new shape gets a new one, and
 * {@link EventVersions} goes on reading the old one.
 */
public final class RecordTypes {

    /** The types of the two outcomes on the replies topic. */
    public static final String ACCEPTED = "io.roundtable.command.accepted.v1";

    public static final String REJECTED = "io.roundtable.command.rejected.v1";

    /** A record that could not be handled, with its original bytes. */
    public static final String POISONED = "io.roundtable.record.poisoned.v1";

    /** A message that was given up, with the original bytes of the event by which it was sent. */
    public static final String BURIED = "io.roundtable.message.buried.v1";

    /** An event that was given up for a subscription, with its original bytes. */
    public static final String UNDELIVERED = "io.roundtable.event.undelivered.v1";

    private static final Map<String, Class<? extends Command>> COMMANDS = Map.ofEntries(
            Map.entry("io.roundtable.workspace.create.v1", CreateWorkspace.class),
            Map.entry("io.roundtable.workspace.change.v1", ChangeWorkspace.class),
            Map.entry("io.roundtable.workspace.archive.v1", ArchiveWorkspace.class),
            Map.entry("io.roundtable.member.set.v1", SetMember.class),
            Map.entry("io.roundtable.member.remove.v1", RemoveMember.class),
            Map.entry("io.roundtable.sandbox.create.v1", CreateSandbox.class),
            Map.entry("io.roundtable.sandbox.change.v1", ChangeSandbox.class),
            Map.entry("io.roundtable.sandbox.delete.v1", DeleteSandbox.class),
            Map.entry("io.roundtable.sandbox.change-status.v1", ChangeSandboxStatus.class),
            Map.entry("io.roundtable.sandbox.record-heartbeat.v1", RecordHeartbeat.class),
            Map.entry("io.roundtable.sandbox.expire-health.v1", ExpireHealth.class),
            Map.entry("io.roundtable.message.send.v1", SendMessage.class),
            Map.entry("io.roundtable.message.broadcast.v1", BroadcastMessage.class),
            Map.entry("io.roundtable.inbox.lease.v1", LeaseMessages.class),
            Map.entry("io.roundtable.inbox.drain.v1", DrainInbox.class),
            Map.entry("io.roundtable.message.offer.v1", OfferMessage.class),
            Map.entry("io.roundtable.message.expire.v1", ExpireMessage.class),
            Map.entry("io.roundtable.lease.acknowledge.v1", AcknowledgeMessage.class),
            Map.entry("io.roundtable.lease.return.v1", ReturnMessage.class),
            Map.entry("io.roundtable.lease.extend.v1", ExtendLease.class),
            Map.entry("io.roundtable.lease.reject.v1", RejectMessage.class),
            Map.entry("io.roundtable.lease.release.v1", ReleaseLease.class),
            Map.entry("io.roundtable.lease.expire.v1", ExpireLease.class),
            Map.entry("io.roundtable.lease.record-delivery.v1", RecordDelivery.class),
            Map.entry("io.roundtable.webhook.set.v1", SetWebhook.class),
            Map.entry("io.roundtable.webhook.remove.v1", RemoveWebhook.class),
            Map.entry("io.roundtable.webhook.enable.v1", EnableWebhook.class),
            Map.entry("io.roundtable.subscription.create.v1", CreateSubscription.class),
            Map.entry("io.roundtable.subscription.change.v1", ChangeSubscription.class),
            Map.entry("io.roundtable.subscription.enable.v1", EnableSubscription.class),
            Map.entry("io.roundtable.subscription.delete.v1", DeleteSubscription.class),
            Map.entry("io.roundtable.subscription.replay.v1", ReplayEvents.class),
            Map.entry("io.roundtable.subscription.end-replay.v1", EndReplay.class),
            Map.entry("io.roundtable.subscription.redrive-event.v1", RedriveEvent.class),
            Map.entry("io.roundtable.subscription.discard-event.v1", DiscardEvent.class),
            Map.entry("io.roundtable.subscription.record-events.v1", RecordEvents.class),
            Map.entry("io.roundtable.subscription.resume.v1", ResumeEvents.class),
            Map.entry("io.roundtable.dead-letter.redrive.v1", RedriveMessage.class),
            Map.entry("io.roundtable.dead-letter.discard.v1", DiscardMessage.class));

    private static final Map<String, Class<? extends Event>> EVENTS = Map.ofEntries(
            Map.entry("io.roundtable.workspace.created.v1", WorkspaceCreated.class),
            Map.entry("io.roundtable.workspace.changed.v1", WorkspaceChanged.class),
            Map.entry("io.roundtable.workspace.archived.v1", WorkspaceArchived.class),
            Map.entry("io.roundtable.member.was-set.v1", MemberSet.class),
            Map.entry("io.roundtable.member.removed.v1", MemberRemoved.class),
            Map.entry("io.roundtable.sandbox.created.v1", SandboxCreated.class),
            Map.entry("io.roundtable.sandbox.changed.v1", SandboxChanged.class),
            Map.entry("io.roundtable.sandbox.deleted.v1", SandboxDeleted.class),
            Map.entry("io.roundtable.sandbox.status-changed.v1", SandboxStatusChanged.class),
            Map.entry("io.roundtable.sandbox.health-reported.v1", SandboxHealthReported.class),
            Map.entry("io.roundtable.message.sent.v1", MessageSent.class),
            Map.entry("io.roundtable.message.broadcasted.v1", MessageBroadcast.class),
            Map.entry("io.roundtable.message.leased.v1", MessageLeased.class),
            Map.entry("io.roundtable.message.lease-extended.v1", LeaseExtended.class),
            Map.entry("io.roundtable.message.acknowledged.v1", MessageAcknowledged.class),
            Map.entry("io.roundtable.message.returned.v1", MessageReturned.class),
            Map.entry("io.roundtable.message.offered.v1", MessageOffered.class),
            Map.entry("io.roundtable.message.expired.v1", MessageExpired.class),
            Map.entry("io.roundtable.message.dead-lettered.v1", MessageDeadLettered.class),
            Map.entry("io.roundtable.message.redriven.v1", MessageRedriven.class),
            Map.entry("io.roundtable.message.discarded.v1", DeadLetterDiscarded.class),
            Map.entry("io.roundtable.subscription.created.v1", SubscriptionCreated.class),
            Map.entry("io.roundtable.subscription.changed.v1", SubscriptionChanged.class),
            Map.entry("io.roundtable.subscription.enabled.v1", SubscriptionEnabled.class),
            Map.entry("io.roundtable.subscription.disabled.v1", SubscriptionDisabled.class),
            Map.entry("io.roundtable.subscription.deleted.v1", SubscriptionDeleted.class),
            Map.entry("io.roundtable.subscription.replay-begun.v1", ReplayBegun.class),
            Map.entry("io.roundtable.subscription.replay-ended.v1", ReplayEnded.class),
            Map.entry("io.roundtable.subscription.events-ordered.v1", EventsOrdered.class),
            Map.entry("io.roundtable.subscription.events-delivered.v1", EventsDelivered.class),
            Map.entry("io.roundtable.subscription.events-returned.v1", EventsReturned.class),
            Map.entry("io.roundtable.subscription.event-dead-lettered.v1", EventDeadLettered.class),
            Map.entry("io.roundtable.subscription.event-discarded.v1", EventDiscarded.class),
            Map.entry("io.roundtable.webhook.was-set.v1", WebhookSet.class),
            Map.entry("io.roundtable.webhook.removed.v1", WebhookRemoved.class),
            Map.entry("io.roundtable.webhook.enabled.v1", WebhookEnabled.class),
            Map.entry("io.roundtable.webhook.disabled.v1", WebhookDisabled.class));

    private static final Map<Class<?>, String> NAMES = Stream.concat(
                    COMMANDS.entrySet().stream(), EVENTS.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private RecordTypes() {}

    /** @throws IllegalArgumentException where the class has no name yet, which is a bug */
    public static String of(Object commandOrEvent) {
        String name = NAMES.get(commandOrEvent.getClass());
        if (name == null) {
            throw new IllegalArgumentException("no ce_type for " + commandOrEvent.getClass());
        }
        return name;
    }

    public static @Nullable Class<? extends Command> command(String name) {
        return COMMANDS.get(name);
    }

    /** Today's record for events of that type, which may be of an old version. */
    public static @Nullable Class<? extends Event> event(String name) {
        return EventVersions.TODAY.record(name);
    }

    /** What is written today. */
    static Map<String, Class<? extends Event>> events() {
        return EVENTS;
    }

    /**
     * What a topic may hold, by {@code ce_type}: of events every version that there has ever been.
     *
     * @throws IllegalArgumentException where it is none of our topics
     */
    public static SortedSet<String> on(String topic) {
        return switch (topic) {
            case Topics.COMMANDS -> new TreeSet<>(COMMANDS.keySet());
            case Topics.EVENTS -> new TreeSet<>(EventVersions.TODAY.all());
            case Topics.REPLIES -> new TreeSet<>(List.of(ACCEPTED, REJECTED));
            // an attempt to make is the event by which a courier got it, as it stands among the events
            case Topics.DELIVERIES ->
                Stream.of(MessageLeased.class, EventsOrdered.class)
                        .map(type -> Objects.requireNonNull(NAMES.get(type)))
                        .collect(Collectors.toCollection(TreeSet::new));
            case Topics.DEAD_LETTERS -> new TreeSet<>(List.of(POISONED, BURIED, UNDELIVERED));
            default -> throw new IllegalArgumentException("not one of our topics: " + topic);
        };
    }

    /** Every command and event class by its name. */
    public static Map<String, Class<?>> all() {
        return NAMES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    }
}
