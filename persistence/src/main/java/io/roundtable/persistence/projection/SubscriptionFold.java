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
            case ReplayBegun begun -> move(tables, event, place, row -> new ReplayFold(row, place).begun(begun));
            case ReplayEnded ended -> move(tables, event, place, row -> new ReplayFold(row, place).ended(ended));
            case EventsOrdered ordered ->
                move(tables, event, place, row -> {
                    if (ordered.lane() == Lane.LIVE) {
                        passed(row, ordered.span().after()); // what lies before wasn't wanted
                        row.setPendingSince(Place.kept(ordered.span().since()));
                        row.setNextAttemptAt(null);
                    }
                });
            case EventsDelivered delivered -> move(tables, event, place, row -> delivered(row, delivered, place));
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

    private static void delivered(SubscriptionRecord row, EventsDelivered event, Place place) {
        var reach = event.reach();
        row.setDelivered(row.getDelivered() + reach.delivered());
        switch (event.lane()) {
            case LIVE -> {
                passed(row, reach.through());
                row.setPendingSince(reach.finished() ? null : Place.kept(reach.at()));
                forget(row);
            }
            case REPLAY -> new ReplayFold(row, place).delivered(reach);
        }
    }

    private static void passed(SubscriptionRecord row, long through) {
        row.setThrough(Math.max(row.getThrough(), through));
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

    private static void deadLettered(SubscriptionRecord row, EventDeadLettered event, Place place) {
        row.setLastError(event.lastError());
        row.setLastErrorAt(place.time());
        switch (event.lane()) {
            case LIVE -> {
                passed(row, event.sequence());
                row.setPendingSince(null); // what is behind it is ordered in the same decision
                row.setNextAttemptAt(null);
            }
            case REPLAY -> new ReplayFold(row, place).deadLettered(event);
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
