package io.roundtable.engine;

import io.roundtable.contract.Command;
import io.roundtable.contract.SubscriptionCommand.ChangeSubscription;
import io.roundtable.contract.SubscriptionCommand.CreateSubscription;
import io.roundtable.contract.SubscriptionCommand.DeleteSubscription;
import io.roundtable.contract.SubscriptionCommand.DiscardEvent;
import io.roundtable.contract.SubscriptionCommand.EnableSubscription;
import io.roundtable.contract.SubscriptionCommand.EndReplay;
import io.roundtable.contract.SubscriptionCommand.Failed;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.SubscriptionCommand.RedriveEvent;
import io.roundtable.contract.SubscriptionCommand.ReplayEvents;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.engine.SubscriptionKey.OfDead;
import io.roundtable.engine.SubscriptionKey.OfOne;
import io.roundtable.engine.SubscriptionRow.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** People who subscribe to events, and couriers that bring them or don't. */
record RandomSubscriptions(Random random, MapRows rows) {

    private static final List<SubscriptionId> IDS =
            List.of(new SubscriptionId("sub_first00001"), new SubscriptionId("sub_second0001"));
    private static final List<List<String>> TYPES = List.of(List.of("*"), List.of("message.*"), List.of("sandbox.*"));
    private static final List<Outcome> OUTCOMES =
            List.of(Outcome.DELIVERED, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.SKIPPED);

    Command next(WorkspaceId workspace, Instant now) {
        var id = any(IDS);
        return switch (random.nextInt(22)) {
            case 0, 1 -> new CreateSubscription(workspace, id, "https://example.com", any(TYPES));
            case 2 -> new ChangeSubscription(workspace, id, null, random.nextBoolean() ? null : any(TYPES));
            case 3, 4 -> new EnableSubscription(workspace, id);
            case 5 ->
                random.nextInt(4) == 0
                        ? new DeleteSubscription(workspace, id)
                        : new ReplayEvents(workspace, id, now.minusSeconds(600), null);
            case 6 -> new RedriveEvent(workspace, id, dead(workspace, id));
            case 7, 8 -> new DiscardEvent(workspace, id, dead(workspace, id), "why");
            case 9, 10 -> new ReplayEvents(workspace, id, now.minusSeconds(600), null);
            case 11, 12 -> new EndReplay(workspace, id);
            default -> report(workspace, id, now);
        };
    }

    private long dead(WorkspaceId workspace, SubscriptionId id) {
        var dead = rows.find(new OfDead(workspace, id));
        return dead == null ? 1 : any(dead.events()).sequence();
    }

    private RecordEvents report(WorkspaceId workspace, SubscriptionId id, Instant now) {
        var row = rows.find(new OfOne(workspace, id));
        var lane = random.nextInt(3) == 0 ? Lane.REPLAY : Lane.LIVE;
        var cursor = row == null ? null : row.of(lane);
        if (row == null || cursor == null) {
            var nothing = new Reach(0, now, 0, false);
            return new RecordEvents(workspace, id, lane, 1, nothing, DeliveryResult.of(Outcome.SKIPPED), null);
        }
        return report(new OfOne(workspace, id), lane, cursor, now);
    }

    private RecordEvents report(OfOne of, Lane lane, Cursor cursor, Instant now) {
        long number = cursor.number() - (random.nextInt(8) == 0 ? 1 : 0);
        // what has failed goes on failing, or nothing would ever be given up
        boolean isStuck = cursor.failed() > 0 && random.nextInt(5) > 0;
        var usual = random.nextInt(20) == 0 ? Outcome.GONE : any(OUTCOMES);
        var outcome = isStuck ? Outcome.FAILED : usual;
        Long to = cursor.wanted();
        long end = to == null ? cursor.through() + 9 : to;
        long through = outcome == Outcome.DELIVERED || end == cursor.through()
                ? end
                : cursor.through() + (isStuck ? 0 : random.nextLong(Math.min(2, end - cursor.through())));
        var reach = new Reach(through, now, 1, through == end);
        var failed = outcome == Outcome.FAILED ? new Failed(through + 1, now) : null;
        return new RecordEvents(
                of.workspace(), of.subscription(), lane, number, reach, DeliveryResult.of(outcome), failed);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
