package io.roundtable.contract.wire;

import static io.roundtable.contract.wire.Everything.MSG;
import static io.roundtable.contract.wire.Everything.NOON;
import static io.roundtable.contract.wire.Everything.SB;
import static io.roundtable.contract.wire.Everything.WS;

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
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.WebhookCommand.EnableWebhook;
import io.roundtable.contract.WebhookCommand.RemoveWebhook;
import io.roundtable.contract.WebhookCommand.SetWebhook;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.WebhookEvent.WebhookEnabled;
import io.roundtable.contract.WebhookEvent.WebhookRemoved;
import io.roundtable.contract.WebhookEvent.WebhookSet;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.delivery.Holder;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.delivery.ReturnReason;
import java.util.List;

/** The part of {@link Everything} that is about delivery. */
final class EveryDelivery {

    private EveryDelivery() {}

    static List<Command> commands() {
        var lease = new LeaseId("ls_0123456789");
        return List.of(
                new LeaseMessages(WS, SB, 100, 60),
                new LeaseMessages(WS, SB, 1, null),
                new OfferMessage(WS, SB, MSG, NOON),
                new ExpireMessage(WS, SB, MSG, NOON),
                new DrainInbox(WS, SB, 1L << 40, NOON),
                new AcknowledgeMessage(WS, SB, MSG, lease),
                new ReturnMessage(WS, SB, MSG, lease, 0, "why é"),
                new ReturnMessage(WS, SB, MSG, lease, null, null),
                new ExtendLease(WS, SB, MSG, lease, 3_600),
                new ExtendLease(WS, SB, MSG, lease, null),
                new RejectMessage(WS, SB, MSG, lease, ""),
                new RejectMessage(WS, SB, MSG, lease, null),
                new ReleaseLease(WS, SB, MSG, lease),
                new ExpireLease(WS, SB, MSG, lease, NOON),
                new RecordDelivery(WS, SB, MSG, lease, new DeliveryResult(Outcome.FAILED, "503 é", 86_400)),
                new RecordDelivery(WS, SB, MSG, lease, DeliveryResult.of(Outcome.GONE)),
                new SetWebhook(WS, SB, "https://example.com/hook", 100),
                new RemoveWebhook(WS, SB),
                new EnableWebhook(WS, SB),
                new RedriveMessage(WS, MSG, new RawJson("{\"b\": 1e400}")),
                new RedriveMessage(WS, MSG, null),
                new RedriveMessage(WS, MSG, null, 0),
                new DiscardMessage(WS, MSG, "why"),
                new DiscardMessage(WS, MSG, "why", 12));
    }

    static List<Event> events() {
        var lease = new LeaseId("ls_0123456789");
        var full = new Failure(FailureReason.MAX_ATTEMPTS, 5, NOON, NOON.plusSeconds(1), "error \u0001", 2);
        var least = new Failure(FailureReason.EXPIRED, 0, null, NOON, null, 0);
        return List.of(
                new MessageLeased(WS, SB, MSG, lease, 1, NOON, "correlation"),
                new MessageLeased(WS, SB, MSG, lease, 1, NOON, null),
                new MessageLeased(WS, SB, MSG, lease, 1, NOON, Holder.COURIER, null),
                new LeaseExtended(WS, SB, MSG, lease, NOON, null),
                new MessageAcknowledged(WS, SB, MSG, lease, 3, "correlation"),
                new MessageReturned(WS, SB, MSG, lease, 1, ReturnReason.NAK, "why", NOON, "correlation"),
                new MessageReturned(WS, SB, MSG, lease, 1, ReturnReason.TIMED_OUT, null, NOON, null),
                new MessageReturned(WS, SB, MSG, lease, 1, ReturnReason.RELEASED, null, NOON, null),
                new MessageReturned(WS, SB, MSG, lease, 1, ReturnReason.FAILED, "503", NOON, null),
                new MessageReturned(WS, SB, MSG, lease, 1, ReturnReason.UNREPORTED, null, NOON, null),
                new MessageReturned(WS, SB, MSG, lease, 1, ReturnReason.SKIPPED, "busy", NOON, null),
                new WebhookSet(WS, SB, "https://example.com/hook", 4),
                new WebhookRemoved(WS, SB),
                new WebhookEnabled(WS, SB),
                new WebhookDisabled(WS, SB, DisabledReason.GONE),
                new MessageOffered(WS, SB, MSG, null),
                new MessageExpired(WS, SB, MSG, least, null),
                new MessageDeadLettered(WS, SB, MSG, full, "correlation"),
                new MessageRedriven(WS, SB, MSG, new RawJson("{\"b\": 1e400}"), 2, "correlation"),
                new MessageRedriven(WS, SB, MSG, null, 1, null),
                new DeadLetterDiscarded(WS, SB, MSG, "why", 2, null),
                // the system speaks
                new MessageSent(WS, MSG, null, SB, Everything.LEAST, 1));
    }
}
