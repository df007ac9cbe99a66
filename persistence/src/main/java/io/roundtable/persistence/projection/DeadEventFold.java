package io.roundtable.persistence.projection;

import io.roundtable.contract.SubscriptionEvent;
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
import io.roundtable.persistence.jooq.projection.tables.records.DeadEventRecord;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events that were given up for a subscription, until somebody decides about them or deletes it. */
final class DeadEventFold {

    private DeadEventFold() {}

    static void want(FoldedTables tables, SubscriptionEvent event) {
        if (event instanceof SubscriptionDeleted) {
            tables.deadEvents.wantAll(
                    event.workspaceId().value(), event.subscriptionId().value());
        }
        Long sequence = sequence(event);
        if (sequence != null) {
            tables.deadEvents.want(
                    event.workspaceId().value(), event.subscriptionId().value(), id(sequence));
        }
    }

    static void apply(FoldedTables tables, SubscriptionEvent event, Place place) {
        if (event instanceof SubscriptionDeleted) {
            tables.deadEvents
                    .findAll(event.workspaceId().value(), event.subscriptionId().value())
                    .forEach(tables.deadEvents::remove);
        }
        Long sequence = sequence(event);
        if (sequence == null) {
            return;
        }
        var there = tables.deadEvents.find(
                event.workspaceId().value(), event.subscriptionId().value(), id(sequence));
        if (there != null) {
            tables.deadEvents.remove(there);
        }
        if (event instanceof EventDeadLettered dead) {
            tables.deadEvents.insert(row(dead, place));
        }
    }

    /** Of the event that is given up, or decided about; null where it is about none. */
    private static @Nullable Long sequence(SubscriptionEvent event) {
        return switch (event) {
            case EventDeadLettered dead -> dead.sequence();
            case EventDiscarded discarded -> discarded.sequence();
            case ReplayBegun begun -> begun.span().to();
            case SubscriptionCreated _,
                    SubscriptionChanged _,
                    SubscriptionEnabled _,
                    SubscriptionDisabled _,
                    SubscriptionDeleted _,
                    ReplayEnded _,
                    EventsOrdered _,
                    EventsDelivered _,
                    EventsReturned _ -> null;
        };
    }

    private static DeadEventRecord row(EventDeadLettered event, Place place) {
        DeadEventRecord row = NewRow.of(new DeadEventRecord());
        row.setWorkspaceId(event.workspaceId().value());
        row.setSubscriptionId(event.subscriptionId().value());
        row.setDeadEventId(id(event.sequence()));
        row.setEventSequence(event.sequence());
        row.setEventAt(Place.kept(event.at()));
        row.setAttempts(event.attempts());
        row.setLastError(event.lastError());
        row.setCreatedAt(place.time());
        row.setPartition(place.partition());
        row.setSequence(place.sequence());
        return row;
    }

    static String id(long sequence) {
        return String.format(Locale.ROOT, "%019d", sequence);
    }
}
