package io.roundtable.persistence.projection;

import io.roundtable.contract.SubscriptionEvent;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.SubscriptionEvent.EventDiscarded;
import io.roundtable.contract.SubscriptionEvent.EventsDelivered;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.SubscriptionEvent.EventsReturned;
import io.roundtable.contract.SubscriptionEvent.ReplayBegun;
import io.roundtable.contract.SubscriptionEvent.SubscriptionChanged;
import io.roundtable.contract.SubscriptionEvent.SubscriptionCreated;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDeleted;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDisabled;
import io.roundtable.contract.SubscriptionEvent.SubscriptionEnabled;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.persistence.jooq.projection.tables.records.SubscriptionRecord;
import java.util.List;
import java.util.function.Consumer;

/** Subscriptions to events, as they were set, and how far each has come. */
final class SubscriptionFold {

    private SubscriptionFold() {}

    static void want(FoldedTables tables, SubscriptionEvent event) {
        tables.subscriptions.want(
                event.workspaceId().value(), event.subscriptionId().value());
        DeadEventFold.want(tables, event);
    }

    static void apply(FoldedTables tables, SubscriptionEvent event, Place place) {
        switch (event) {
            case SubscriptionCreated created -> tables.subscriptions.insert(created(created, place));
            case SubscriptionDeleted _ -> tables.subscriptions.remove(row(tables, event));
            case SubscriptionChanged changed -> edit(tables, event, place, row -> define(row, changed));
            case SubscriptionEnabled _ ->
                edit(tables, event, place, row -> {
                    row.setState(WebhookFold.ENABLED);
                    row.setDisabledReason(null);
                    forget(row);
                });
            case SubscriptionDisabled disabled ->
                edit(tables, event, place, row -> {
                    row.setState(WebhookFold.DISABLED);
                    row.setDisabledReason(disabled.reason().wire());
                    row.setNextAttemptAt(null);
                });
            case ReplayBegun begun ->
                move(tables, event, place, row -> {
                    row.setReplaySince(Place.kept(begun.span().since()));
                    row.setReplayUntil(Place.kept(begun.span().until()));
                    row.setReplayThrough(begun.span().after());
                });
            case EventsOrdered ordered ->
                move(tables, event, place, row -> {
                    if (ordered.lane() == Lane.LIVE) {
                        row.setPendingSince(Place.kept(ordered.span().since()));
                        row.setNextAttemptAt(null);
                    }
                });
            case EventsDelivered delivered -> move(tables, event, place, row -> delivered(row, delivered));
            case EventsReturned returned -> move(tables, event, place, row -> returned(row, returned, place));
            case EventDeadLettered dead -> move(tables, event, place, row -> deadLettered(row, dead, place));
            case EventDiscarded _ -> {}
        }
        DeadEventFold.apply(tables, event, place);
    }

    private static SubscriptionRecord created(SubscriptionCreated event, Place place) {
        SubscriptionRecord row = NewRow.of(new SubscriptionRecord());
        row.setWorkspaceId(event.workspaceId().value());
        row.setSubscriptionId(event.subscriptionId().value());
        row.setUrl(event.url());
        row.setEventTypes(text(event.eventTypes()));
        row.setState(WebhookFold.ENABLED);
        row.setThrough(place.sequence());
        row.setDelivered(0L);
        row.setCreatedAt(place.time());
        row.setUpdatedAt(place.time());
        row.setVersion(1L);
        row.setPartition(place.partition());
        row.setSequence(place.sequence());
        row.setCreatedSequence(place.sequence());
        return row;
    }

    private static void define(SubscriptionRecord row, SubscriptionChanged event) {
        if (event.url() != null) {
            row.setUrl(event.url());
        }
        if (event.eventTypes() != null) {
            row.setEventTypes(text(event.eventTypes()));
        }
    }

    private static String text(List<String> types) {
        return String.join(",", types);
    }

    private static void delivered(SubscriptionRecord row, EventsDelivered event) {
        var reach = event.reach();
        row.setDelivered(row.getDelivered() + reach.delivered());
        passed(row, event.lane(), reach.through(), reach.finished());
        if (event.lane() == Lane.LIVE && !reach.finished()) {
            row.setPendingSince(Place.kept(reach.at()));
        }
        if (event.lane() == Lane.LIVE) {
            forget(row);
        }
    }

    /** @param finished whether nothing more is ordered on its way */
    private static void passed(SubscriptionRecord row, Lane lane, long through, boolean finished) {
        switch (lane) {
            case LIVE -> {
                row.setThrough(Math.max(row.getThrough(), through));
                if (finished) {
                    row.setPendingSince(null);
                }
            }
            case REPLAY -> {
                row.setReplayThrough(finished ? null : Long.valueOf(through));
                if (finished) {
                    row.setReplaySince(null);
                    row.setReplayUntil(null);
                }
            }
        }
    }

    private static void returned(SubscriptionRecord row, EventsReturned event, Place place) {
        if (event.detail() != null) {
            row.setLastError(event.detail());
            row.setLastErrorAt(place.time());
        }
        if (event.lane() == Lane.LIVE) {
            row.setNextAttemptAt(Place.kept(event.availableAt()));
        }
    }

    /** A replay of one event is over with it; of more, another order says so. */
    private static void deadLettered(SubscriptionRecord row, EventDeadLettered event, Place place) {
        row.setLastError(event.lastError());
        row.setLastErrorAt(place.time());
        boolean ofOne = event.lane() == Lane.REPLAY && row.getReplayUntil() == null;
        passed(row, event.lane(), event.sequence(), ofOne);
        if (event.lane() == Lane.LIVE) {
            row.setPendingSince(null); // what is behind it is ordered in the same decision
            row.setNextAttemptAt(null);
        }
    }

    private static void forget(SubscriptionRecord row) {
        row.setLastError(null);
        row.setLastErrorAt(null);
        row.setNextAttemptAt(null);
    }

    private static void edit(
            FoldedTables tables, SubscriptionEvent event, Place place, Consumer<SubscriptionRecord> edit) {
        move(tables, event, place, row -> {
            edit.accept(row);
            row.setUpdatedAt(place.time());
            row.setVersion(row.getVersion() + 1);
        });
    }

    private static void move(
            FoldedTables tables, SubscriptionEvent event, Place place, Consumer<SubscriptionRecord> change) {
        tables.subscriptions.change(row(tables, event), row -> {
            change.accept(row);
            row.setSequence(place.sequence());
        });
    }

    private static SubscriptionRecord row(FoldedTables tables, SubscriptionEvent event) {
        return tables.subscriptions.get(
                event.workspaceId().value(), event.subscriptionId().value());
    }
}
