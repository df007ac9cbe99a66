package io.roundtable.runtime.courier;

import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.persistence.query.SubscriptionView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what an order brings is wanted still, while it is being brought: not where the subscription has been deleted or
 * disabled, nor where its replay is over. The tables are asked at most once a second, so that a fast receiver costs
 * hardly a question for each order.
 */
final class Interest {

    private static final Logger log = LoggerFactory.getLogger(Interest.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Tables tables;
    private final Clock clock;
    private final Errand errand;
    private Instant lookedAt = Instant.MIN;
    private boolean isUnknown;

    Interest(Tables tables, Clock clock, Errand errand) {
        this.tables = tables;
        this.clock = clock;
        this.errand = errand;
    }

    /** The subscription as it is to be sent to; null where nobody wants anything of the order. */
    @Nullable
    SubscriptionView begin() {
        var found = tables.subscription(order(), errand.partition());
        lookedAt = clock.instant();
        return found != null && isFor(found) ? found : null;
    }

    /**
     * Where the tables can't be asked it is, and they aren't asked again: what was taken has to be reported in time, or it
     * is sent twice.
     */
    boolean isStill() {
        if (isUnknown || clock.instant().isBefore(lookedAt.plus(LOOK_EVERY))) {
            return true;
        }
        try {
            var found = tables.subscription(order(), errand.partition());
            lookedAt = clock.instant();
            return found != null && isFor(found);
        } catch (DataAccessException e) {
            isUnknown = true;
            log.debug("nobody knows whether the order {} is wanted still", errand.name(), e);
            return true;
        }
    }

    /** A replay that has begun since the order was given has orders of its own, even where it is of the same times. */
    private boolean isFor(SubscriptionView found) {
        return found.enabled()
                && switch (order().lane()) {
                    case LIVE -> true;
                    case REPLAY -> found.replay() != null && found.replay().begun() < errand.sequence();
                };
    }

    private EventsOrdered order() {
        return errand.order();
    }
}
