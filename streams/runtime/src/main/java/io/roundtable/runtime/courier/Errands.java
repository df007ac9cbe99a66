package io.roundtable.runtime.courier;

import io.roundtable.contract.SubscriptionCommand.Failed;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.wire.EventPatterns;
import io.roundtable.persistence.identity.WebhookEndpoint;
import io.roundtable.persistence.query.SubscriptionView;
import io.roundtable.runtime.courier.EventSource.Entry;
import io.roundtable.runtime.courier.EventSource.Found;
import io.roundtable.runtime.courier.EventSource.Part;
import io.roundtable.runtime.courier.EventSource.Wanted;
import io.roundtable.runtime.webhook.Webhook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the events of subscriptions, one after the other, up to the first that isn't taken, that nobody wants any more or
 * that there is no time for, and reports how far it has come. What it can't begin with time enough to end, it leaves, and
 * the engine orders again.
 */
final class Errands {

    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    /** What one event may take, and the report's way. */
    private static final Duration NEEDED = Duration.ofSeconds(22);

    private final Tables tables;
    private final Reading reading;
    private final Post post;
    private final Reports reports;
    private final Around around;

    Errands(Tables tables, Reading reading, Post post, Reports reports, Around around) {
        this.tables = tables;
        this.reading = reading;
        this.post = post;
        this.reports = reports;
        this.around = around;
    }

    /** Where events are read, and whose turn it is. */
    record Reading(EventSource source, Turns turns) {}

    /** What it counts by, and tells the time by. */
    record Around(CourierMetrics metrics, Clock clock) {}

    void make(Errand errand) throws InterruptedException {
        var order = errand.order();
        boolean isShown = tables.await(errand.partition(), errand.sequence(), untilTooLate(order.deadline()));
        if (!isShown || isTooLate(order)) {
            left(errand);
            return;
        }
        var interest = new Interest(tables, around.clock(), errand);
        var subscription = interest.begin();
        if (subscription == null) {
            report(order, nothing(order), DeliveryResult.of(Outcome.SKIPPED), null);
            return;
        }
        try (var turn = reading.turns().await(order.workspaceId(), untilTooLate(order.deadline()))) {
            if (turn == null) {
                left(errand);
                return;
            }
            var found = reading.source()
                    .read(
                            new Part(errand.partition(), order.span(), errand.sequence()),
                            new Wanted(order.workspaceId(), types(order, subscription)));
            turn.hasRead(found.bytes());
            send(order, subscription, found, interest);
        }
    }

    private void left(Errand errand) {
        log.debug("it is too late for the order {}, which will be given again", errand.name());
        around.metrics().count("left");
    }

    /** One that was given up and is sent again was wanted when it was. */
    private static Predicate<String> types(EventsOrdered order, SubscriptionView subscription) {
        boolean isOne = order.lane() == Lane.REPLAY && order.span().to() != null;
        return isOne ? _ -> true : EventPatterns.of(subscription.eventTypes());
    }

    private void send(EventsOrdered order, SubscriptionView subscription, Found found, Interest interest)
            throws InterruptedException {
        int sent = 0;
        for (Entry event : found.events()) {
            if (isTooLate(order) || !interest.isStill()) {
                break;
            }
            var result = send(order, subscription, event);
            around.metrics().count(result.outcome().wire());
            if (result.outcome() != Outcome.DELIVERED) {
                report(order, before(event, sent), result, new Failed(event.sequence(), event.at()));
                return;
            }
            sent++;
        }
        var reach = sent == found.events().size()
                ? new Reach(found.through(), found.at(), sent, found.finished())
                : before(found.events().get(sent), sent);
        report(order, reach, DeliveryResult.of(isFurther(order, reach) ? Outcome.DELIVERED : Outcome.SKIPPED), null);
    }

    /** Where it isn't, attempts that have failed before count on. */
    private static boolean isFurther(EventsOrdered order, Reach reach) {
        return reach.finished() || reach.through() > order.span().after();
    }

    private DeliveryResult send(EventsOrdered order, SubscriptionView subscription, Entry event)
            throws InterruptedException {
        boolean replayed = order.lane() == Lane.REPLAY;
        byte[] body = EventBody.of(event, order.workspaceId().value(), replayed);
        if (body.length > Webhook.MAX_BODY_BYTES) {
            return new DeliveryResult(Outcome.FAILED, "the event has more than 1 MiB: read it from the feed", null);
        }
        var to = new Recipient(
                WebhookEndpoint.of(order.workspaceId(), order.subscriptionId()),
                subscription.url(),
                subscription.stamp().createdAt());
        return post.send(new Letter(to, EventBody.id(event), body, replayed));
    }

    private static Reach before(Entry event, int sent) {
        return new Reach(event.sequence() - 1, event.at(), sent, false);
    }

    private static Reach nothing(EventsOrdered order) {
        return new Reach(order.span().after(), order.span().since(), 0, false);
    }

    private void report(EventsOrdered order, Reach reach, DeliveryResult result, @Nullable Failed failed) {
        reports.append(new RecordEvents(
                order.workspaceId(), order.subscriptionId(), order.lane(), order.number(), reach, result, failed));
    }

    private boolean isTooLate(EventsOrdered order) {
        return untilTooLate(order.deadline()).isNegative();
    }

    private Duration untilTooLate(Instant deadline) {
        var left = Duration.between(around.clock().instant(), deadline.minus(NEEDED));
        return left.isNegative() ? Duration.ofNanos(-1) : left;
    }
}
