package io.roundtable.engine.delivery;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.Event;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.SandboxEvent;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionEvent;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.WebhookEvent.WebhookEnabled;
import io.roundtable.contract.WebhookEvent.WebhookRemoved;
import io.roundtable.contract.WebhookEvent.WebhookSet;
import io.roundtable.contract.WorkspaceEvent;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.Holder;
import io.roundtable.engine.Asked;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.DeliveryKey.OfWebhook;
import io.roundtable.engine.DeliveryRow.InboxRow;
import io.roundtable.engine.DeliveryRow.Tries;
import io.roundtable.engine.DeliveryRow.WebhookRow;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.RowKey.OfWorkspace;
import io.roundtable.engine.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What has become ready for a webhook is leased to a courier at once, in the decision that made it ready or that ended
 * another attempt: nothing but the log of commands drives it, so that no attempt can be forgotten.
 *
 * @param state with what has happened folded into it
 */
public record Pushing(Rows state, Asked<?> asked) {

    /** How long a courier has: the twenty seconds of the attempt itself, and what lies around it. */
    private static final Duration ATTEMPT = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofMinutes(15);
    /** After which it is longest in any case, and before which nothing overflows. */
    private static final int MOST_DOUBLINGS = 4;

    /**
     * How long the next attempt may take: twice as long each time that nobody reported one, so that an installation
     * without couriers doesn't fill its log with attempts. It is the deadline that grows, not a pause before it: a courier
     * that comes back finds the order, and is still in time.
     */
    static Duration attempt(Tries tries) {
        return attempt(tries.timesLost());
    }

    /** @param lost how many of the last attempts nobody reported */
    public static Duration attempt(int lost) {
        var doubled = ATTEMPT.multipliedBy(1L << Math.min(lost, MOST_DOUBLINGS));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    /** The leases that what has happened gives room or reason for: for each sandbox, at most what its webhook takes. */
    public List<Event> after(List<Event> happened) {
        return happened.stream()
                .flatMap(Pushing::queueOf)
                .distinct()
                .flatMap(this::attempts)
                .toList();
    }

    /** Whose queue has got more to give, or more room for what it gives. */
    private static Stream<SandboxId> queueOf(Event event) {
        return switch (event) {
            case MessageSent sent -> Stream.of(sent.toSandboxId());
            case MessageBroadcast broadcast -> broadcast.copies().stream().map(Copy::toSandboxId);
            case WebhookSet set -> Stream.of(set.sandboxId());
            case WebhookEnabled enabled -> Stream.of(enabled.sandboxId());
            case MessageLeased _, LeaseExtended _ -> Stream.of();
            case DeliveryEvent moved -> Stream.of(moved.sandboxId());
            case WorkspaceEvent _, SandboxEvent _, WebhookRemoved _, WebhookDisabled _, SubscriptionEvent _ ->
                Stream.of();
        };
    }

    private Stream<Event> attempts(SandboxId sandbox) {
        WorkspaceId workspace = asked.command().workspaceId();
        var webhook = state.find(new OfWebhook(workspace, sandbox));
        var inbox = state.find(new OfInbox(workspace, sandbox));
        if (webhook == null || !webhook.enabled() || inbox == null || inbox.queued() == 0) {
            return Stream.of();
        }
        return new Picking(state, workspace, sandbox, asked.time())
                .pick(inbox, room(workspace, sandbox, webhook, inbox)).stream()
                        .map(entry -> Leasing.leased(
                                asked, entry, asked.time().plus(attempt(entry.tries())), Holder.COURIER));
    }

    private int room(WorkspaceId workspace, SandboxId sandbox, WebhookRow webhook, InboxRow inbox) {
        var settings = state.get(new OfSandbox(workspace, sandbox)).deliveryIn(state.get(new OfWorkspace(workspace)));
        return Math.min(
                webhook.maxInFlight() - inbox.pushed(),
                Objects.requireNonNull(settings.maxInFlight()) - inbox.leased());
    }
}
