package io.roundtable.engine.subscription;

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
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.RowKey.OfDue;
import io.roundtable.engine.SubscriptionKey.OfAll;
import io.roundtable.engine.SubscriptionKey.OfDead;
import io.roundtable.engine.SubscriptionKey.OfOne;
import io.roundtable.engine.SubscriptionRow.Cursor;
import io.roundtable.engine.SubscriptionRow.Dead;
import io.roundtable.engine.SubscriptionRow.DeadRow;
import io.roundtable.engine.SubscriptionRow.OneRow;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fold of what happens to a subscription that there is. A cursor that waits for a time has a timer, and no other has. */
record Progress(MutableRows state, OfOne key, Instant time) {

    void evolve(SubscriptionEvent event, OneRow row) {
        switch (event) {
            case SubscriptionCreated _ ->
                throw new IllegalStateException("there is " + key.subscription() + " already");
            case SubscriptionChanged changed -> put(row, row.changed(changed.eventTypes(), time));
            case SubscriptionEnabled _ -> put(row, row.enabled(true, time));
            case SubscriptionDisabled _ -> put(row, row.enabled(false, time));
            case SubscriptionDeleted _ -> delete(row);
            case ReplayBegun begun -> {
                put(row, row.with(Lane.REPLAY, Cursor.over(begun.span())));
                revive(begun);
            }
            case ReplayEnded _ -> put(row, row.with(Lane.REPLAY, null));
            case EventsOrdered ordered -> put(row, row.ordered(ordered.lane(), ordered.number(), ordered.deadline()));
            case EventsDelivered delivered -> {
                var reach = delivered.reach();
                var cursor = cursor(row, delivered.lane()).settled(reach.through(), reach.at());
                put(row, row.with(delivered.lane(), over(delivered.lane(), reach.finished()) ? null : cursor));
            }
            case EventsReturned returned -> {
                boolean counts = returned.reason().counts();
                var cursor = cursor(row, returned.lane()).returned(counts, returned.availableAt(), time);
                put(row, row.with(returned.lane(), cursor));
            }
            case EventDeadLettered dead -> {
                var cursor = cursor(row, dead.lane()).settled(dead.sequence(), dead.at());
                put(row, row.with(dead.lane(), over(dead.lane(), !cursor.pending()) ? null : cursor));
                buried(deadRow().with(new Dead(dead.sequence(), dead.at())));
            }
            case EventDiscarded discarded -> buried(deadRow().without(discarded.sequence()));
        }
    }

    private static Cursor cursor(OneRow row, Lane lane) {
        return Objects.requireNonNull(row.of(lane));
    }

    private static boolean over(Lane lane, boolean finished) {
        return lane == Lane.REPLAY && finished;
    }

    /** Of one event alone it is that which had been given up. */
    private void revive(ReplayBegun begun) {
        Long only = begun.span().to();
        if (only != null) {
            buried(deadRow().without(only));
        }
    }

    private DeadRow deadRow() {
        return Objects.requireNonNullElse(state.find(new OfDead(key.workspace(), key.subscription())), DeadRow.NONE);
    }

    private void buried(DeadRow now) {
        var dead = new OfDead(key.workspace(), key.subscription());
        if (now.events().isEmpty()) {
            state.remove(dead);
        } else {
            state.put(dead, now);
        }
    }

    private void put(OneRow before, OneRow after) {
        state.put(key, after);
        for (var lane : Lane.values()) {
            timer(lane, before.of(lane), after.of(lane));
        }
    }

    private void delete(OneRow row) {
        state.remove(key);
        state.remove(new OfDead(key.workspace(), key.subscription()));
        var index = new OfAll(key.workspace());
        var left = state.get(index).without(key.subscription());
        if (left.ids().isEmpty()) {
            state.remove(index);
        } else {
            state.put(index, left);
        }
        for (var lane : Lane.values()) {
            timer(lane, row.of(lane), null);
        }
    }

    private void timer(Lane lane, @Nullable Cursor before, @Nullable Cursor after) {
        Instant was = before == null ? null : before.due();
        Instant is = after == null ? null : after.due();
        if (was != null && !was.equals(is)) {
            state.remove(OfDue.of(due(lane, was)));
        }
        if (is != null && !is.equals(was)) {
            state.due(due(lane, is));
        }
    }

    private DueRow due(Lane lane, Instant at) {
        return DueRow.events(key.workspace(), key.subscription(), lane, at);
    }
}
