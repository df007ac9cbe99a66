package io.roundtable.persistence.projection;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.SandboxEvent;
import io.roundtable.contract.SubscriptionEvent;
import io.roundtable.contract.WebhookEvent;
import io.roundtable.contract.WorkspaceEvent;

/**
 * Folds events into rows, from nothing but the events and the rows: no clock, no database. What an event means for the
 * tables stands here and nowhere else, live and in a rebuild alike.
 *
 * @param partition the one that the events are of
 */
record EventFold(FoldedTables tables, int partition) {

    /** Names the rows that {@link #apply} will ask for. */
    void want(Event event) {
        switch (event) {
            case WorkspaceEvent workspace -> WorkspaceFold.want(tables, workspace);
            case SandboxEvent sandbox -> {
                SandboxFold.want(tables, sandbox);
                WebhookFold.want(tables, sandbox);
            }
            case MessageEvent message -> MessageFold.want(tables, message);
            case DeliveryEvent delivery -> {
                DeliveryFold.want(tables, delivery);
                WebhookFold.want(tables, delivery);
            }
            case WebhookEvent webhook -> WebhookFold.want(tables, webhook);
            case SubscriptionEvent subscription -> SubscriptionFold.want(tables, subscription);
        }
    }

    /** @throws IllegalStateException where the event doesn't fit the rows */
    void apply(EventEnvelope envelope) {
        Place place = Place.of(partition, envelope);
        EventBlocks.note(tables, envelope.event().workspaceId(), envelope.sequence());
        switch (envelope.event()) {
            case WorkspaceEvent workspace -> WorkspaceFold.apply(tables, workspace, place);
            case SandboxEvent sandbox -> {
                SandboxFold.apply(tables, sandbox, place);
                WebhookFold.apply(tables, sandbox);
            }
            case MessageEvent message -> MessageFold.apply(tables, message, place);
            case DeliveryEvent delivery -> {
                DeliveryFold.apply(tables, delivery, place, envelope.actor());
                WebhookFold.apply(tables, delivery, place);
            }
            case WebhookEvent webhook -> WebhookFold.apply(tables, webhook, place);
            case SubscriptionEvent subscription -> SubscriptionFold.apply(tables, subscription, place);
        }
    }
}
