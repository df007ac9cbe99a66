package io.roundtable.contract;

import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.wire.EventPatterns;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands about webhooks of a workspace, to which its events are sent. */
public sealed interface SubscriptionCommand extends Command {

    SubscriptionId subscriptionId();

    @Override
    default String subject() {
        return subscriptionId().value();
    }

    /**
     * Has events that happen from then on sent to a URL.
     *
     * @param url http or https, at most 2,048 characters
     * @param eventTypes types of events, or beginnings of them with {@code *} at the end
     */
    record CreateSubscription(
            WorkspaceId workspaceId, SubscriptionId subscriptionId, String url, List<String> eventTypes)
            implements SubscriptionCommand {

        public CreateSubscription {
            defined(check(workspaceId, subscriptionId), url, eventTypes)
                    .required("url", url)
                    .required("event_types", eventTypes)
                    .done();
            eventTypes = List.copyOf(eventTypes);
        }
    }

    /**
     * Changes where events are sent to, or which.
     *
     * @param url http or https, at most 2,048 characters; null to leave it
     * @param eventTypes types of events, or beginnings of them with {@code *} at the end; null to leave them
     */
    record ChangeSubscription(
            WorkspaceId workspaceId,
            SubscriptionId subscriptionId,
            @Nullable String url,
            @Nullable List<String> eventTypes)
            implements SubscriptionCommand {

        public ChangeSubscription {
            defined(check(workspaceId, subscriptionId), url, eventTypes).done();
            eventTypes = eventTypes == null ? null : List.copyOf(eventTypes);
        }
    }

    /** Has events sent again after the subscription was disabled. */
    record EnableSubscription(WorkspaceId workspaceId, SubscriptionId subscriptionId) implements SubscriptionCommand {

        public EnableSubscription {
            check(workspaceId, subscriptionId).done();
        }
    }

    /** Ends it. */
    record DeleteSubscription(WorkspaceId workspaceId, SubscriptionId subscriptionId) implements SubscriptionCommand {

        public DeleteSubscription {
            check(workspaceId, subscriptionId).done();
        }
    }

    /**
     * Has events sent again that there were between two times, both of them included.
     *
     * @param since time of the first
     * @param until time of the last; null for that of this command
     */
    record ReplayEvents(
            WorkspaceId workspaceId,
            SubscriptionId subscriptionId,
            Instant since,
            @Nullable Instant until) implements SubscriptionCommand {

        public ReplayEvents {
            check(workspaceId, subscriptionId)
                    .required("since", since)
                    .time("since", since)
                    .time("until", until)
                    .rule("until", since == null || until == null || !until.isBefore(since), "must not be before since")
                    .done();
        }
    }

    /** Ends the replay that runs; of one event, which then is given up as it was. */
    record EndReplay(WorkspaceId workspaceId, SubscriptionId subscriptionId) implements SubscriptionCommand {

        public EndReplay {
            check(workspaceId, subscriptionId).done();
        }
    }

    /**
     * Has an event sent again that was given up, as a replay of that one.
     *
     * @param sequence of the event
     */
    record RedriveEvent(WorkspaceId workspaceId, SubscriptionId subscriptionId, long sequence)
            implements SubscriptionCommand {

        public RedriveEvent {
            check(workspaceId, subscriptionId)
                    .range("sequence", sequence, 1, Long.MAX_VALUE)
                    .done();
        }
    }

    /**
     * Takes an event that was given up off the dead letters.
     *
     * @param sequence of the event
     * @param reason for people, 1 to 1,000 characters
     */
    record DiscardEvent(WorkspaceId workspaceId, SubscriptionId subscriptionId, long sequence, String reason)
            implements SubscriptionCommand {

        public DiscardEvent {
            check(workspaceId, subscriptionId)
                    .range("sequence", sequence, 1, Long.MAX_VALUE)
                    .required("reason", reason)
                    .text("reason", reason, 1, 1_000)
                    .done();
        }
    }

    /**
     * A courier's report of an order. Nothing but the order's number makes it count: a second one, or one of an order
     * that is over, changes nothing.
     *
     * @param number of the order
     * @param failed the event that wasn't taken; none where all were
     */
    record RecordEvents(
            WorkspaceId workspaceId,
            SubscriptionId subscriptionId,
            Lane lane,
            long number,
            Reach reach,
            DeliveryResult result,
            @Nullable Failed failed)
            implements SubscriptionCommand {

        public RecordEvents {
            check(workspaceId, subscriptionId)
                    .required("lane", lane)
                    .required("reach", reach)
                    .required("result", result)
                    .rule(
                            "failed",
                            result == null || result.outcome() != Outcome.FAILED || failed != null,
                            "is required where one has failed")
                    .rule(
                            "failed",
                            failed == null || reach == null || failed.sequence() > reach.through(),
                            "must be behind those that were taken")
                    .done();
        }
    }

    /**
     * An event that a receiver didn't take.
     *
     * @param sequence of the event
     * @param at its time
     */
    record Failed(long sequence, Instant at) {

        public Failed {
            new Check()
                    .range("sequence", sequence, 1, Long.MAX_VALUE)
                    .required("at", at)
                    .done();
        }
    }

    /**
     * A timer's word that an order is over, or that it is time for the next.
     *
     * @param due the time that the timer knew
     */
    record ResumeEvents(WorkspaceId workspaceId, SubscriptionId subscriptionId, Lane lane, Instant due)
            implements SubscriptionCommand {

        public ResumeEvents {
            check(workspaceId, subscriptionId)
                    .required("lane", lane)
                    .required("due", due)
                    .done();
        }
    }

    private static Check check(WorkspaceId workspaceId, SubscriptionId subscriptionId) {
        return new Check().required("workspace_id", workspaceId).required("subscription_id", subscriptionId);
    }

    private static Check defined(Check check, @Nullable String url, @Nullable List<String> eventTypes) {
        return check.text("url", url, 1, 2_048)
                .size("event_types", eventTypes, 1, EventPatterns.MOST)
                .rule(
                        "event_types",
                        eventTypes == null || eventTypes.stream().allMatch(EventPatterns::isKnown),
                        "must be types of events, such as io.roundtable.message.sent.v1, or beginnings of them with *"
                                + " at the end, such as message.*");
    }
}
