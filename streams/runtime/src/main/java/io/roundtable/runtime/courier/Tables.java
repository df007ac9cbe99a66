package io.roundtable.runtime.courier;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.persistence.query.MessageById;
import io.roundtable.persistence.query.MessageView;
import io.roundtable.persistence.query.ReflectedSequence;
import io.roundtable.persistence.query.SubscriptionById;
import io.roundtable.persistence.query.SubscriptionView;
import io.roundtable.persistence.query.WebhookOf;
import io.roundtable.persistence.query.WebhookView;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the tables say of an order, once they have come to it. Their progress is asked for by one attempt for all that
 * wait, and by none while nobody does.
 */
final class Tables {

    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final Supplier<Map<Integer, Long>> progress;
    private final LongSupplier nanos;
    private final MessageById messages;
    private final WebhookOf webhooks;
    private final SubscriptionById subscriptions;
    private final Object look = new Object();
    private volatile Map<Integer, Long> reflected = Map.of();
    private long lookedAt;

    Tables(DSLContext sql) {
        this(sql, System::nanoTime);
    }

    Tables(DSLContext sql, LongSupplier nanos) {
        this.progress = new ReflectedSequence(sql)::all;
        this.nanos = nanos;
        this.messages = new MessageById(sql);
        this.webhooks = new WebhookOf(sql);
        this.subscriptions = new SubscriptionById(sql);
        this.lookedAt = nanos.getAsLong() - LOOK_EVERY.toNanos();
    }

    /** Whether the tables have come to a place, within a time. */
    boolean await(int partition, long sequence, Duration patience) throws InterruptedException {
        long end = nanos.getAsLong() + patience.toNanos();
        while (reflected.getOrDefault(partition, 0L) < sequence) {
            if (nanos.getAsLong() - end >= 0) {
                return false;
            }
            if (!look()) {
                Thread.sleep(LOOK_EVERY);
            }
        }
        return true;
    }

    /** Looks, unless somebody has just done so. */
    private boolean look() {
        synchronized (look) {
            long now = nanos.getAsLong();
            if (now - lookedAt < LOOK_EVERY.toNanos()) {
                return false;
            }
            reflected = Map.copyOf(progress.get());
            lookedAt = now;
            return true;
        }
    }

    @Nullable
    WebhookView webhook(MessageLeased lease, int partition) {
        return webhooks.find(partition, lease.workspaceId(), lease.sandboxId())
                .value()
                .orElse(null);
    }

    @Nullable
    SubscriptionView subscription(EventsOrdered order, int partition) {
        return subscriptions
                .find(partition, order.workspaceId(), order.subscriptionId())
                .value()
                .orElse(null);
    }

    @Nullable
    MessageView message(MessageLeased lease, int partition) {
        return messages.find(partition, lease.workspaceId(), lease.messageId())
                .value()
                .orElse(null);
    }
}
