package io.roundtable.engine;

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
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxEvent.SandboxHealthReported;
import io.roundtable.contract.SandboxEvent.SandboxStatusChanged;
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
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.WebhookEvent.WebhookEnabled;
import io.roundtable.contract.WebhookEvent.WebhookRemoved;
import io.roundtable.contract.WebhookEvent.WebhookSet;
import io.roundtable.contract.WorkspaceEvent.MemberRemoved;
import io.roundtable.contract.WorkspaceEvent.WorkspaceChanged;
import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.subscription.Span;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import java.util.List;

/** At least one event of each kind, in an order in which they can happen. */
final class Samples {

    private static final Utterance HELLO =
            new Utterance(MessageType.REQUEST, Names.json("1"), null, null, null, null, null);

    private static final SubscriptionId SUB = new SubscriptionId("sub_0123456789");

    private static final LeaseId LEASE = new LeaseId("ls_0123456789");

    private static final Failure FAILURE = new Failure(FailureReason.EXPIRED, 0, null, Names.NOON, null, 0);

    static final List<Event> EVENTS = List.of(
            Names.labCreated(),
            new WorkspaceChanged(Names.LAB, new WorkspaceDefinition("Library", null, null)),
            Names.member(Names.EDDA, Role.EDITOR),
            Names.created(Names.ALICE),
            new SandboxChanged(Names.LAB, Names.ALICE, Names.definition("A")),
            new SandboxStatusChanged(
                    Names.LAB,
                    Names.ALICE,
                    SandboxStatus.PROVISIONING,
                    SandboxStatus.STARTING,
                    null,
                    "c1",
                    FreeForm.EMPTY),
            new SandboxHealthReported(Names.LAB, Names.ALICE, Health.HEALTHY, Names.NOON, null),
            new MessageSent(Names.LAB, Names.message(1), Names.ALICE, Names.ALICE, HELLO, 0),
            Names.created(Names.BOB),
            new MessageBroadcast(
                    Names.LAB,
                    Names.message(2),
                    Names.ALICE,
                    List.of(new Copy(Names.message(3), Names.BOB), new Copy(Names.message(4), Names.CAROL)),
                    HELLO,
                    0),
            leased(1),
            new LeaseExtended(Names.LAB, Names.ALICE, Names.message(1), LEASE, Names.NOON.plusSeconds(60), null),
            new MessageReturned(
                    Names.LAB,
                    Names.ALICE,
                    Names.message(1),
                    LEASE,
                    1,
                    ReturnReason.NAK,
                    null,
                    Names.NOON.plusSeconds(9),
                    null),
            new MessageOffered(Names.LAB, Names.ALICE, Names.message(1), null),
            leased(2),
            new MessageAcknowledged(Names.LAB, Names.ALICE, Names.message(1), LEASE, 2, null),
            new MessageDeadLettered(Names.LAB, Names.BOB, Names.message(3), FAILURE, null),
            new MessageRedriven(Names.LAB, Names.BOB, Names.message(3), null, 1, null),
            new MessageDeadLettered(Names.LAB, Names.BOB, Names.message(3), FAILURE, null),
            new DeadLetterDiscarded(Names.LAB, Names.BOB, Names.message(3), "why", 1, null),
            new MessageExpired(Names.LAB, Names.CAROL, Names.message(4), FAILURE, null),
            new WebhookSet(Names.LAB, Names.BOB, "https://example.com", 4),
            new WebhookDisabled(Names.LAB, Names.BOB, DisabledReason.GONE),
            new WebhookEnabled(Names.LAB, Names.BOB),
            new WebhookRemoved(Names.LAB, Names.BOB),
            new SubscriptionCreated(Names.LAB, SUB, "https://example.com", List.of("*")),
            new SubscriptionChanged(Names.LAB, SUB, null, List.of("message.*")),
            new ReplayBegun(Names.LAB, SUB, new Span(0, Names.NOON, null, Names.NOON)),
            new EventsOrdered(Names.LAB, SUB, Lane.REPLAY, 1, 1, new Span(0, Names.NOON, null, Names.NOON), Names.NOON),
            new EventsDelivered(Names.LAB, SUB, Lane.REPLAY, 1, new Reach(3, Names.NOON, 2, false)),
            new EventsReturned(
                    Names.LAB, SUB, Lane.REPLAY, 1, 1, ReturnReason.FAILED, "503", Names.NOON.plusSeconds(1)),
            new EventDeadLettered(Names.LAB, SUB, Lane.REPLAY, 2, 4, Names.NOON, 5, "503"),
            new EventDiscarded(Names.LAB, SUB, 4, "why"),
            new ReplayBegun(Names.LAB, SUB, new Span(0, Names.NOON, null, Names.NOON)),
            ReplayEnded.cancelled(Names.LAB, SUB),
            new SubscriptionDisabled(Names.LAB, SUB, DisabledReason.GONE),
            new SubscriptionEnabled(Names.LAB, SUB),
            new SubscriptionDeleted(Names.LAB, SUB),
            new SandboxDeleted(Names.LAB, Names.ALICE),
            new MemberRemoved(Names.LAB, Names.EDDA),
            Names.labArchived());

    private Samples() {}

    private static MessageLeased leased(int attempt) {
        return new MessageLeased(
                Names.LAB, Names.ALICE, Names.message(1), LEASE, attempt, Names.NOON.plusSeconds(30), null);
    }
}
