package io.roundtable.engine.subscription;

import io.roundtable.contract.Event;
import io.roundtable.contract.SubscriptionEvent;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.wire.EventPatterns;
import io.roundtable.engine.Asked;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Rows;
import io.roundtable.engine.SubscriptionKey.OfAll;
import io.roundtable.engine.SubscriptionKey.OfOne;
import io.roundtable.engine.SubscriptionRow.OneRow;
import io.roundtable.engine.SubscriptionRow.Stage;
import io.roundtable.engine.delivery.Pushing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the events of a workspace are to its subscriptions. An event changes at most the row of each: which was the last
 * that is wanted. What is to be sent the courier reads from the log, from the row's place on; so nothing is kept for each
 * event, and the order is the log's.
 */
public final class Subscribers {

    private Subscribers() {}

    /** Has subscriptions know of an event that they want. */
    public static void note(MutableRows state, Event event, Instant time, long sequence) {
        if (event instanceof SubscriptionEvent) {
            return; // nobody can have subscribed to it
        }
        for (var id : ids(state, event.workspaceId())) {
            var key = new OfOne(event.workspaceId(), id);
            var row = state.get(key);
            if (EventPatterns.match(row.eventTypes(), event)) {
                state.put(key, row.with(Lane.LIVE, row.live().noted(sequence, time)));
            }
        }
    }

    /** What couriers are to do at once: one order for each way on which something waits and nothing is under way. */
    public static List<Event> orders(Rows state, Asked<?> asked) {
        var workspace = asked.command().workspaceId();
        var orders = new ArrayList<Event>();
        for (var id : ids(state, workspace)) {
            var row = state.get(new OfOne(workspace, id));
            long number = row.orders();
            for (var lane : Lane.values()) {
                var cursor = row.of(lane);
                if (row.enabled() && cursor != null && cursor.stage() == Stage.IDLE && cursor.pending()) {
                    orders.add(order(asked, id, row, lane, ++number));
                }
            }
        }
        return orders;
    }

    /** @throws NullPointerException where nothing goes that way, which is a bug */
    static EventsOrdered order(Asked<?> asked, SubscriptionId id, OneRow row, Lane lane, long number) {
        var cursor = Objects.requireNonNull(row.of(lane));
        return new EventsOrdered(
                asked.command().workspaceId(),
                id,
                lane,
                number,
                cursor.failed() + 1,
                cursor.span(),
                asked.time().plus(Pushing.attempt(cursor.lost())));
    }

    private static List<SubscriptionId> ids(Rows state, WorkspaceId workspace) {
        var all = state.find(new OfAll(workspace));
        return all == null ? List.of() : all.ids();
    }
}
