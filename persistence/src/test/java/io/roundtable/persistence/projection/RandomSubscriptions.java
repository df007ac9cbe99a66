package io.roundtable.persistence.projection;

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
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.subscription.ReplayEnd;
import io.roundtable.contract.subscription.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What happens to subscriptions to events, without much sense. */
final class RandomSubscriptions {

    private static final int MOST = 3;

    private final RandomGenerator random;
    private final TestLog log;
    private final Map<WorkspaceId, TreeSet<SubscriptionId>> there = new TreeMap<>();
    private int ids;

    RandomSubscriptions(RandomGenerator random, TestLog log) {
        this.random = random;
        this.log = log;
    }

    void step(WorkspaceId workspace) {
        var mine = there.computeIfAbsent(workspace, _ -> new TreeSet<>());
        if (mine.size() < MOST && (mine.isEmpty() || random.nextInt(6) == 0)) {
            var id = new SubscriptionId("sub_%010d".formatted(++ids));
            mine.add(id);
            log.append(
                    new SubscriptionCreated(workspace, id, "https://hook.example/" + ids, List.of("*", "message.*")));
            return;
        }
        var id = List.copyOf(mine).get(random.nextInt(mine.size()));
        if (random.nextInt(15) == 0) {
            mine.remove(id);
            log.append(new SubscriptionDeleted(workspace, id));
        } else {
            happens(workspace, id);
        }
    }

    private void happens(WorkspaceId workspace, SubscriptionId id) {
        var lane = random.nextInt(3) == 0 ? Lane.REPLAY : Lane.LIVE;
        long sequence = 1 + random.nextLong(40);
        var now = log.now();
        switch (random.nextInt(16)) {
            case 0 -> log.append(new SubscriptionChanged(workspace, id, maybe("https://other.example/"), null));
            case 1 -> log.append(new SubscriptionChanged(workspace, id, null, List.of("sandbox.*")));
            case 2 -> log.append(new SubscriptionDisabled(workspace, id, DisabledReason.GONE));
            case 3 -> log.append(new SubscriptionEnabled(workspace, id));
            case 4 -> log.append(new ReplayBegun(workspace, id, new Span(0, now, null, now.plusSeconds(1))));
            case 5 -> log.append(new ReplayBegun(workspace, id, new Span(sequence - 1, now, sequence, null)));
            case 6 -> log.append(new EventsOrdered(workspace, id, lane, 1, 1, new Span(0, now, sequence, null), now));
            case 7 ->
                log.append(
                        new EventsDelivered(workspace, id, lane, 1, new Reach(sequence, now, 3, random.nextBoolean())));
            case 8 ->
                log.append(new EventsReturned(
                        workspace, id, lane, 1, 1, ReturnReason.FAILED, maybe("503"), now.plusSeconds(9)));
            case 9 -> log.append(new EventDiscarded(workspace, id, sequence, "why"));
            case 10 -> log.append(ReplayEnded.cancelled(workspace, id));
            case 11 -> log.append(new ReplayEnded(workspace, id, ReplayEnd.FAILED, sequence, 5, maybe("503")));
            default -> log.append(new EventDeadLettered(workspace, id, lane, 1, sequence, now, 5, maybe("503")));
        }
    }

    private @Nullable String maybe(String text) {
        return random.nextBoolean() ? text : null;
    }
}
