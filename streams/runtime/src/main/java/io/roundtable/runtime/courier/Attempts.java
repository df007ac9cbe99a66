package io.roundtable.runtime.courier;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.persistence.identity.WebhookEndpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes attempts and reports them. What it can't begin with time enough to end, it leaves: the engine orders an attempt
 * again that nobody has reported.
 */
final class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    /** What an attempt may take, and the report's way. */
    private static final Duration NEEDED = Duration.ofSeconds(22);

    private final Tables tables;
    private final Post post;
    private final Reports reports;
    private final CourierMetrics metrics;
    private final Clock clock;

    Attempts(Tables tables, Post post, Reports reports, CourierMetrics metrics, Clock clock) {
        this.tables = tables;
        this.post = post;
        this.reports = reports;
        this.metrics = metrics;
        this.clock = clock;
    }

    void make(Order order) throws InterruptedException {
        var lease = order.lease();
        boolean isShown = tables.await(order.partition(), order.sequence(), untilTooLate(lease.leasedUntil()));
        if (!isShown || untilTooLate(lease.leasedUntil()).isNegative()) {
            log.debug("it is too late for the attempt {}, which will be made again", lease.leaseId());
            metrics.count("left");
            return;
        }
        var result = result(order, lease);
        metrics.count(result.outcome().wire());
        reports.append(lease, result);
    }

    private Duration untilTooLate(Instant deadline) {
        var left = Duration.between(clock.instant(), deadline.minus(NEEDED));
        return left.isNegative() ? Duration.ofNanos(-1) : left;
    }

    private DeliveryResult result(Order order, MessageLeased lease) throws InterruptedException {
        var webhook = tables.webhook(lease, order.partition());
        var message = tables.message(lease, order.partition());
        if (webhook == null || !webhook.enabled() || message == null) {
            return DeliveryResult.of(Outcome.SKIPPED);
        }
        return post.send(new Letter(
                new Recipient(
                        WebhookEndpoint.of(lease.workspaceId(), lease.sandboxId()),
                        webhook.url(),
                        webhook.stamp().updatedAt()),
                lease.messageId().value(),
                Body.of(message, lease.attempt()),
                false));
    }
}
