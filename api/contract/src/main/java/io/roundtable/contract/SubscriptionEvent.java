package io.roundtable.contract;

import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.subscription.ReplayEnd;
import io.roundtable.contract.subscription.Span;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a subscription of a workspace to its events, and to what it is sent. Its secrets are no events.
 * Nobody can subscribe to these: each delivery would call for another.
 */
public sealed interface SubscriptionEvent extends Event {

    SubscriptionId subscriptionId();

    @Override
    default String subject() {
        return subscriptionId().value();
    }

    /**
     * Events that happen from now on are sent there.
     *
     * @param url http or https
     * @param eventTypes types of events, or beginnings of them with {@code *} at the end
     */
    record SubscriptionCreated(
            WorkspaceId workspaceId, SubscriptionId subscriptionId, String url, List<String> eventTypes)
            implements SubscriptionEvent {

        public SubscriptionCreated {
            check(workspaceId, subscriptionId)
                    .required("url", url)
                    .required("event_types", eventTypes)
                    .done();
            eventTypes = List.copyOf(eventTypes);
        }
    }

    /**
     * What isn't sent yet is sent there, and picked by these types.
     *
     * @param url http or https; null where it stays
     * @param eventTypes types of events, or beginnings of them with {@code *} at the end; null where they stay
     */
    record SubscriptionChanged(
            WorkspaceId workspaceId,
            SubscriptionId subscriptionId,
            @Nullable String url,
            @Nullable List<String> eventTypes)
            implements SubscriptionEvent {

        public SubscriptionChanged {
            check(workspaceId, subscriptionId).done();
            eventTypes = eventTypes == null ? null : List.copyOf(eventTypes);
        }
    }

    /** Events are sent again, those that were kept waiting first. */
    record SubscriptionEnabled(WorkspaceId workspaceId, SubscriptionId subscriptionId) implements SubscriptionEvent {

        public SubscriptionEnabled {
            check(workspaceId, subscriptionId).done();
        }
    }

    /** Events wait in the log until somebody decides about the subscription. */
    record SubscriptionDisabled(WorkspaceId workspaceId, SubscriptionId subscriptionId, DisabledReason reason)
            implements SubscriptionEvent {

        public SubscriptionDisabled {
            check(workspaceId, subscriptionId).required("reason", reason).done();
        }
    }

    /** Nothing is sent any more. */
    record SubscriptionDeleted(WorkspaceId workspaceId, SubscriptionId subscriptionId) implements SubscriptionEvent {

        public SubscriptionDeleted {
            check(workspaceId, subscriptionId).done();
        }
    }

    /**
     * Events that were there before are sent again, beside those that happen.
     *
     * @param span of the log; of one event alone where that had been given up
     */
    record ReplayBegun(WorkspaceId workspaceId, SubscriptionId subscriptionId, Span span) implements SubscriptionEvent {

        public ReplayBegun {
            check(workspaceId, subscriptionId).required("span", span).done();
        }
    }

    /**
     * A replay is over before all of it was sent. Of one that has sent all, the last delivery tells.
     *
     * @param failed sequence of the event that wasn't taken; null where somebody has ended it
     * @param attempts how many there were at that event, 0 where somebody has ended it
     * @param lastError what the receiver said last, at most 1,000 characters
     */
    record ReplayEnded(
            WorkspaceId workspaceId,
            SubscriptionId subscriptionId,
            ReplayEnd reason,
            @Nullable Long failed,
            int attempts,
            @Nullable String lastError)
            implements SubscriptionEvent {

        public ReplayEnded {
            check(workspaceId, subscriptionId)
                    .required("reason", reason)
                    .text("last_error", lastError, 0, 1_000)
                    .done();
        }

        /** Somebody has ended it. */
        public static ReplayEnded cancelled(WorkspaceId workspaceId, SubscriptionId subscriptionId) {
            return new ReplayEnded(workspaceId, subscriptionId, ReplayEnd.CANCELLED, null, 0, null);
        }
    }

    /**
     * A courier is to send what is wanted of a part of the log; its order on the deliveries topic too.
     *
     * @param number of the order, of all that the subscription ever had
     * @param attempt which one it is at the first event behind those that were taken, from 1
     * @param deadline until when the courier has to report
     */
    record EventsOrdered(
            WorkspaceId workspaceId,
            SubscriptionId subscriptionId,
            Lane lane,
            long number,
            int attempt,
            Span span,
            Instant deadline)
            implements SubscriptionEvent {

        public EventsOrdered {
            check(workspaceId, subscriptionId)
                    .required("lane", lane)
                    .required("span", span)
                    .required("deadline", deadline)
                    .done();
        }
    }

    /**
     * The receiver has taken events.
     *
     * @param number of the order
     */
    record EventsDelivered(WorkspaceId workspaceId, SubscriptionId subscriptionId, Lane lane, long number, Reach reach)
            implements SubscriptionEvent {

        public EventsDelivered {
            check(workspaceId, subscriptionId)
                    .required("lane", lane)
                    .required("reach", reach)
                    .done();
        }
    }

    /**
     * The next event wasn't taken, and is tried again.
     *
     * @param number of the order
     * @param attempt the one that ended; whether it counts follows from the reason
     * @param detail what the receiver said, at most 1,000 characters
     * @param availableAt when it is tried again
     */
    record EventsReturned(
            WorkspaceId workspaceId,
            SubscriptionId subscriptionId,
            Lane lane,
            long number,
            int attempt,
            ReturnReason reason,
            @Nullable String detail,
            Instant availableAt)
            implements SubscriptionEvent {

        public EventsReturned {
            check(workspaceId, subscriptionId)
                    .required("lane", lane)
                    .required("reason", reason)
                    .text("detail", detail, 0, 1_000)
                    .required("available_at", availableAt)
                    .done();
        }
    }

    /**
     * An event was given up for this subscription, which goes on behind it: one as it happened, or a single one that was
     * sent again.
     *
     * @param number of the order
     * @param sequence of the event that was given up
     * @param at time of that event
     * @param attempts how many there were
     * @param lastError what the receiver said last, at most 1,000 characters
     */
    record EventDeadLettered(
            WorkspaceId workspaceId,
            SubscriptionId subscriptionId,
            Lane lane,
            long number,
            long sequence,
            Instant at,
            int attempts,
            @Nullable String lastError)
            implements SubscriptionEvent {

        public EventDeadLettered {
            check(workspaceId, subscriptionId)
                    .required("lane", lane)
                    .required("at", at)
                    .text("last_error", lastError, 0, 1_000)
                    .done();
        }
    }

    /**
     * Nobody will send an event any more that was given up.
     *
     * @param sequence of the event
     * @param reason somebody's words, 1 to 1,000 characters
     */
    record EventDiscarded(WorkspaceId workspaceId, SubscriptionId subscriptionId, long sequence, String reason)
            implements SubscriptionEvent {

        public EventDiscarded {
            check(workspaceId, subscriptionId).required("reason", reason).done();
        }
    }

    private static Check check(WorkspaceId workspaceId, SubscriptionId subscriptionId) {
        return new Check().required("workspace_id", workspaceId).required("subscription_id", subscriptionId);
    }
}
