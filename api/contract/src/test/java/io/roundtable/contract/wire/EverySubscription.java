package io.roundtable.contract.wire;

import static io.roundtable.contract.wire.Everything.NOON;
import static io.roundtable.contract.wire.Everything.WS;

import io.roundtable.contract.Command;
import io.roundtable.contract.Event;
import io.roundtable.contract.SubscriptionCommand.ChangeSubscription;
import io.roundtable.contract.SubscriptionCommand.CreateSubscription;
import io.roundtable.contract.SubscriptionCommand.DeleteSubscription;
import io.roundtable.contract.SubscriptionCommand.DiscardEvent;
import io.roundtable.contract.SubscriptionCommand.EnableSubscription;
import io.roundtable.contract.SubscriptionCommand.EndReplay;
import io.roundtable.contract.SubscriptionCommand.Failed;
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
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.subscription.ReplayEnd;
import io.roundtable.contract.subscription.Span;
import java.util.List;

/** The part of {@link Everything} that is about subscriptions. */
final class EverySubscription {

    private static final SubscriptionId SUB = new SubscriptionId("sub_0123456789");
    private static final String URL = "https://example.com/hook";
    private static final List<String> TYPES = List.of("io.roundtable.message.sent.v1", "sandbox.*");
    private static final long FAR = 1L << 40;

    private EverySubscription() {}

    static List<Command> commands() {
        var delivered = new Reach(FAR, NOON, 50, true);
        var nothing = new Reach(0, NOON, 0, false);
        return List.of(
                new CreateSubscription(WS, SUB, URL, TYPES),
                new ChangeSubscription(WS, SUB, URL, TYPES),
                new ChangeSubscription(WS, SUB, null, null),
                new EnableSubscription(WS, SUB),
                new DeleteSubscription(WS, SUB),
                new ReplayEvents(WS, SUB, NOON, NOON),
                new ReplayEvents(WS, SUB, NOON, null),
                new EndReplay(WS, SUB),
                new RedriveEvent(WS, SUB, FAR),
                new DiscardEvent(WS, SUB, FAR, "why é"),
                new RecordEvents(WS, SUB, Lane.LIVE, 1, delivered, DeliveryResult.of(Outcome.DELIVERED), null),
                new RecordEvents(
                        WS,
                        SUB,
                        Lane.REPLAY,
                        FAR,
                        nothing,
                        new DeliveryResult(Outcome.FAILED, "503 é", 86_400),
                        new Failed(FAR, NOON)),
                new ResumeEvents(WS, SUB, Lane.LIVE, NOON));
    }

    static List<Event> events() {
        var full = new Span(FAR, NOON, FAR + 1, NOON.plusSeconds(1));
        var least = new Span(0, NOON, null, null);
        return List.of(
                new SubscriptionCreated(WS, SUB, URL, TYPES),
                new SubscriptionChanged(WS, SUB, URL, TYPES),
                new SubscriptionChanged(WS, SUB, null, null),
                new SubscriptionEnabled(WS, SUB),
                new SubscriptionDisabled(WS, SUB, DisabledReason.GONE),
                new SubscriptionDeleted(WS, SUB),
                new ReplayBegun(WS, SUB, full),
                new ReplayBegun(WS, SUB, least),
                new ReplayEnded(WS, SUB, ReplayEnd.FAILED, FAR, 5, "503"),
                ReplayEnded.cancelled(WS, SUB),
                new EventsOrdered(WS, SUB, Lane.LIVE, 1, 1, full, NOON),
                new EventsOrdered(WS, SUB, Lane.REPLAY, FAR, 5, least, NOON),
                new EventsDelivered(WS, SUB, Lane.REPLAY, 1, new Reach(FAR, NOON, 50, true)),
                new EventsReturned(WS, SUB, Lane.LIVE, 1, 1, ReturnReason.FAILED, "503", NOON),
                new EventsReturned(WS, SUB, Lane.LIVE, 1, 1, ReturnReason.UNREPORTED, null, NOON),
                new EventDeadLettered(WS, SUB, Lane.LIVE, 1, FAR, NOON, 5, "503"),
                new EventDeadLettered(WS, SUB, Lane.LIVE, 1, FAR, NOON, 5, null),
                new EventDiscarded(WS, SUB, FAR, "why"));
    }
}
