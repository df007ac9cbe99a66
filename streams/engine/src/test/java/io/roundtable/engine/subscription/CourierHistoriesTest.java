package io.roundtable.engine.subscription;

import static io.roundtable.engine.Names.BOB;
import static io.roundtable.engine.Names.LAB;
import static io.roundtable.engine.Names.OWNER;
import static io.roundtable.engine.Names.TIMER;
import static io.roundtable.engine.Scene.givenLab;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Event;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SubscriptionCommand.CreateSubscription;
import io.roundtable.contract.SubscriptionCommand.Failed;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.SubscriptionCommand.ResumeEvents;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.wire.EventPatterns;
import io.roundtable.engine.Scene;
import io.roundtable.engine.SubscriptionKey.OfOne;
import io.roundtable.engine.SubscriptionRow.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever couriers and receivers do, each event that is wanted arrives, in order, or is given up. */
final class CourierHistoriesTest {

    private static final SubscriptionId SUB = new SubscriptionId("sub_0123456789");
    private static final List<String> WANTED = List.of("sandbox.*");
    private static final int STEPS = 400;

    private final Scene scene = givenLab();
    private final TreeMap<Long, Event> log = new TreeMap<>();
    private final TreeSet<Long> dead = new TreeSet<>();
    private final List<Long> arrived = new ArrayList<>();
    private long orders;

    private void happened(Scene.Outcome outcome) {
        var events = outcome.accepted().events();
        long sequence = scene.sequence() - events.size();
        for (Event event : events) {
            sequence++;
            if (EventPatterns.match(WANTED, event)) {
                log.put(sequence, event);
            }
            if (event instanceof EventDeadLettered given) {
                dead.add(given.sequence());
            }
            if (event instanceof EventsOrdered) {
                orders++;
            }
        }
    }

    private void step(Random random, boolean isTheEnd) {
        scene.after(Duration.ofMillis(random.nextInt(20_000)));
        var cursor = scene.row(new OfOne(LAB, SUB)).live();
        if (!isTheEnd && random.nextInt(3) == 0) {
            var health = random.nextBoolean() ? Health.HEALTHY : Health.DEGRADED;
            happened(scene.when(new RecordHeartbeat(LAB, BOB, health, null), OWNER));
        } else if (cursor.stage() == Stage.ORDERED && (isTheEnd || random.nextInt(6) > 0)) {
            courier(random, isTheEnd ? 0 : 2);
        } else if (cursor.due() != null) {
            happened(scene.when(new ResumeEvents(LAB, SUB, Lane.LIVE, cursor.due()), TIMER));
        }
    }

    /** Sends what was ordered, as far as it goes, and mostly says so. */
    private void courier(Random random, int misfortune) {
        var cursor = scene.row(new OfOne(LAB, SUB)).live();
        long to = Objects.requireNonNull(cursor.wanted());
        var wanted =
                new ArrayList<>(log.subMap(cursor.through(), false, to, true).keySet());
        int taken = misfortune == 0 ? wanted.size() : random.nextInt(wanted.size() + 1);
        arrived.addAll(wanted.subList(0, taken));
        if (misfortune > 0 && random.nextInt(5) == 0) {
            return; // it vanishes before it has said so
        }
        boolean all = taken == wanted.size();
        long through = all ? to : wanted.get(taken) - 1;
        var outcome = all ? Outcome.DELIVERED : Outcome.FAILED;
        happened(scene.when(
                new RecordEvents(
                        LAB,
                        SUB,
                        Lane.LIVE,
                        cursor.number(),
                        new Reach(through, scene.now(), taken, all),
                        DeliveryResult.of(outcome),
                        all ? null : new Failed(wanted.get(taken), scene.now())),
                TIMER));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldSkipNothingAndKeepTheOrderWhateverGoesWrong(long seed) {
        // Given
        var random = new Random(seed);
        happened(scene.when(new CreateSubscription(LAB, SUB, "https://example.com/", WANTED), OWNER));

        // When
        for (int i = 0; i < STEPS; i++) {
            step(random, false);
        }
        for (int i = 0; i < STEPS; i++) {
            step(random, true);
        }

        // Then
        var first = arrived.stream().distinct().toList();
        assertThat(log).hasSizeGreaterThan(20);
        assertThat(first).isSorted();
        var settled = new TreeSet<>(first);
        settled.addAll(dead);
        assertThat(settled).isEqualTo(log.keySet());
        assertThat(scene.row(new OfOne(LAB, SUB)).live().pending()).isFalse();
        assertThat(orders).isPositive();
    }
}
