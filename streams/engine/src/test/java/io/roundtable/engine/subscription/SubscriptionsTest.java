package io.roundtable.engine.subscription;

import static io.roundtable.engine.Names.BOB;
import static io.roundtable.engine.Names.LAB;
import static io.roundtable.engine.Names.NOON;
import static io.roundtable.engine.Names.OWNER;
import static io.roundtable.engine.Names.TIMER;
import static io.roundtable.engine.Scene.givenLab;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.Event;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.SubscriptionCommand.CreateSubscription;
import io.roundtable.contract.SubscriptionCommand.DeleteSubscription;
import io.roundtable.contract.SubscriptionCommand.DiscardEvent;
import io.roundtable.contract.SubscriptionCommand.EnableSubscription;
import io.roundtable.contract.SubscriptionCommand.EndReplay;
import io.roundtable.contract.SubscriptionCommand.Failed;
import io.roundtable.contract.SubscriptionCommand.RecordEvents;
import io.roundtable.contract.SubscriptionCommand.RedriveEvent;
import io.roundtable.contract.SubscriptionCommand.ReplayEvents;
import io.roundtable.contract.SubscriptionCommand.ResumeEvents;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.SubscriptionEvent.EventsDelivered;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.SubscriptionEvent.EventsReturned;
import io.roundtable.contract.SubscriptionEvent.ReplayBegun;
import io.roundtable.contract.SubscriptionEvent.ReplayEnded;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDisabled;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Reach;
import io.roundtable.contract.subscription.ReplayEnd;
import io.roundtable.contract.subscription.Span;
import io.roundtable.engine.Names;
import io.roundtable.engine.Scene;
import io.roundtable.engine.SubscriptionKey.OfDead;
import io.roundtable.engine.SubscriptionKey.OfOne;
import io.roundtable.engine.SubscriptionRow.AllRow;
import io.roundtable.engine.SubscriptionRow.Dead;
import io.roundtable.engine.SubscriptionRow.DeadRow;
import io.roundtable.engine.SubscriptionRow.OneRow;
import io.roundtable.engine.SubscriptionRow.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SubscriptionsTest {

    private static final SubscriptionId SUB = new SubscriptionId("sub_0123456789");
    private static final DeliveryResult TAKEN = DeliveryResult.of(Outcome.DELIVERED);
    private static final DeliveryResult DOWN = new DeliveryResult(Outcome.FAILED, "503", null);

    private static Scene givenSubscribed(String... types) {
        return givenLab().when(create(SUB, types), OWNER).thenAccepted(1, SUB.value());
    }

    private static CreateSubscription create(SubscriptionId id, String... types) {
        return new CreateSubscription(LAB, id, "https://example.com/", List.of(types));
    }

    /** An event that is wanted by who wants those of sandboxes. */
    private static Event created(int number) {
        return Names.created(new SandboxId("sb_000000000" + number));
    }

    private static RecordEvents report(
            long number, long through, boolean finished, DeliveryResult result, Scene scene) {
        var failed = result.outcome() == Outcome.FAILED ? new Failed(through + 1, scene.now()) : null;
        return new RecordEvents(
                LAB, SUB, Lane.LIVE, number, new Reach(through, scene.now(), 1, finished), result, failed);
    }

    private static List<EventsOrdered> orders(Scene.Outcome outcome) {
        return outcome.accepted().events().stream()
                .filter(EventsOrdered.class::isInstance)
                .map(EventsOrdered.class::cast)
                .toList();
    }

    private static Scene.Outcome beat(Scene scene, Health health) {
        return scene.when(new RecordHeartbeat(LAB, BOB, health, null), OWNER);
    }

    @Test
    void shouldOrderFromTheEventOnThatIsWantedAndNothingBeforeIt() {
        // Given
        var scene = givenSubscribed("sandbox.*");

        // When
        var outcome = beat(scene, Health.HEALTHY);

        // Then
        long wanted = scene.sequence() - 1;
        assertThat(orders(outcome))
                .containsExactly(new EventsOrdered(
                        LAB,
                        SUB,
                        Lane.LIVE,
                        1,
                        1,
                        new Span(wanted - 1, NOON, wanted, null),
                        NOON.plus(Duration.ofSeconds(60))));
    }

    @Test
    void shouldOrderNothingForAnEventThatIsNotWanted() {
        assertThat(orders(beat(givenSubscribed("message.*"), Health.HEALTHY))).isEmpty();
    }

    @Test
    void shouldOnlyNoteWhatIsWantedWhileAnOrderIsUnderWayAndOrderItBehindThat() {
        // Given
        var scene = givenSubscribed("sandbox.*");
        var _ = beat(scene, Health.HEALTHY);
        long first = scene.sequence() - 1;
        assertThat(orders(beat(scene, Health.DEGRADED))).isEmpty();
        long second = scene.sequence();

        // When
        var outcome = scene.when(report(1, first, true, TAKEN, scene), TIMER);

        // Then
        assertThat(orders(outcome))
                .singleElement()
                .satisfies(order -> assertThat(order.span()).isEqualTo(new Span(first, NOON, second, null)));
    }

    @Test
    void shouldTryTheEventThatFailedAgainAndTakeDownWhatWasTakenBefore() {
        // Given
        var scene = givenSubscribed("sandbox.*");
        var _ = beat(scene, Health.HEALTHY);
        long first = scene.sequence() - 1;
        scene.and(created(1));

        // When
        var outcome = scene.when(report(1, first, false, DOWN, scene), TIMER);

        // Then
        assertThat(outcome.accepted().events())
                .satisfiesExactly(
                        taken -> assertThat(((EventsDelivered) taken).reach().through())
                                .isEqualTo(first),
                        back -> assertThat(((EventsReturned) back).reason()).isEqualTo(ReturnReason.FAILED));
        var cursor = scene.row(new OfOne(LAB, SUB)).live();
        assertThat(cursor.stage()).isEqualTo(Stage.WAITING);
        assertThat(cursor.through()).isEqualTo(first);
        assertThat(cursor.failed()).isEqualTo(1);
    }

    @Test
    void shouldGiveAnEventUpAfterTheLastAttemptAndGoOnBehindIt() {
        // Given
        var scene = givenSubscribed("sandbox.*");
        var _ = beat(scene, Health.HEALTHY);
        long bad = scene.sequence() - 1;
        scene.and(created(1));
        for (int attempt = 1; attempt < 5; attempt++) {
            var _ = scene.when(report(attempt, bad - 1, false, DOWN, scene), TIMER)
                    .accepted();
            scene.after(Duration.ofHours(1));
            var due =
                    Objects.requireNonNull(scene.row(new OfOne(LAB, SUB)).live().due());
            var order = scene.when(new ResumeEvents(LAB, SUB, Lane.LIVE, due), TIMER)
                    .only(EventsOrdered.class);
            assertThat(order.attempt()).isEqualTo(attempt + 1);
        }

        // When
        var outcome = scene.when(report(5, bad - 1, false, DOWN, scene), TIMER);

        // Then
        assertThat(outcome.accepted().events())
                .satisfiesExactly(
                        dead -> assertThat(dead)
                                .isEqualTo(new EventDeadLettered(LAB, SUB, Lane.LIVE, 5, bad, scene.now(), 5, "503")),
                        next -> assertThat(((EventsOrdered) next).span().after())
                                .isEqualTo(bad));
        scene.when(new DiscardEvent(LAB, SUB, bad + 7, "why"), OWNER).thenRejected(RejectionCode.DEAD_LETTER_NOT_FOUND);
        var redriven =
                scene.when(new RedriveEvent(LAB, SUB, bad), OWNER).accepted().events();
        assertThat(redriven).first().isInstanceOf(ReplayBegun.class);
        assertThat(((EventsOrdered) redriven.getLast()).span()).isEqualTo(new Span(bad - 1, scene.now(), bad, null));
        scene.when(new RedriveEvent(LAB, SUB, bad), OWNER).thenRejected(RejectionCode.DEAD_LETTER_NOT_FOUND);
    }

    @Test
    void shouldOrderAgainWhatNobodyReported() {
        // Given
        var scene = givenSubscribed("sandbox.*");
        var _ = beat(scene, Health.HEALTHY);
        scene.after(Duration.ofSeconds(60));

        // When
        var outcome = scene.when(new ResumeEvents(LAB, SUB, Lane.LIVE, scene.now()), TIMER);

        // Then
        assertThat(outcome.accepted().events())
                .satisfiesExactly(
                        back -> assertThat(((EventsReturned) back).reason()).isEqualTo(ReturnReason.UNREPORTED),
                        again -> {
                            assertThat(((EventsOrdered) again).attempt()).isEqualTo(1);
                            assertThat(((EventsOrdered) again).number()).isEqualTo(2);
                        });
        scene.when(report(1, scene.sequence(), true, TAKEN, scene), TIMER).thenRejected(RejectionCode.LEASE_STALE);
    }

    @Test
    void shouldReplayBesideWhatHappensAndOnlyOnceAtATime() {
        // Given
        var scene = givenSubscribed("sandbox.*");
        var _ = beat(scene, Health.HEALTHY);
        var replay = new ReplayEvents(LAB, SUB, NOON.minusSeconds(60), null);

        // When
        var order =
                (EventsOrdered) scene.when(replay, OWNER).accepted().events().getLast();

        // Then
        assertThat(order.lane()).isEqualTo(Lane.REPLAY);
        assertThat(order.span()).isEqualTo(new Span(0, NOON.minusSeconds(60), null, NOON));
        scene.when(replay, OWNER).thenRejected(RejectionCode.REPLAY_RUNNING);
        var finished =
                new RecordEvents(LAB, SUB, Lane.REPLAY, order.number(), new Reach(1, NOON, 1, true), TAKEN, null);
        scene.when(finished, TIMER);
        assertThat(scene.row(new OfOne(LAB, SUB)).replay()).isNull();
        assertThat(scene.row(new OfOne(LAB, SUB)).live().stage()).isEqualTo(Stage.ORDERED);
    }

    private static Scene givenReplaying() {
        var scene = givenSubscribed("sandbox.*");
        var _ = beat(scene, Health.HEALTHY);
        var _ = scene.when(new ReplayEvents(LAB, SUB, NOON.minusSeconds(60), null), OWNER)
                .accepted();
        return scene;
    }

    private static RecordEvents failed(Lane lane, long sequence, Scene scene) {
        long number = Objects.requireNonNull(row(scene).of(lane)).number();
        var reach = new Reach(sequence - 1, scene.now(), 0, false);
        return new RecordEvents(LAB, SUB, lane, number, reach, DOWN, new Failed(sequence, scene.now()));
    }

    /** @return what becomes of the last attempt */
    private static Scene.Outcome failsForGood(Lane lane, long sequence, Scene scene) {
        for (int attempt = 1; attempt < 5; attempt++) {
            var _ = scene.when(failed(lane, sequence, scene), TIMER).accepted();
            scene.after(Duration.ofHours(1));
            var due = Objects.requireNonNull(
                    Objects.requireNonNull(row(scene).of(lane)).due());
            var _ = scene.when(new ResumeEvents(LAB, SUB, lane, due), TIMER).accepted();
        }
        return scene.when(failed(lane, sequence, scene), TIMER);
    }

    private static OneRow row(Scene scene) {
        return scene.row(new OfOne(LAB, SUB));
    }

    @Test
    void shouldEndAReplayAndHearNothingMoreOfIt() {
        // Given
        var scene = givenReplaying();
        var late = failed(Lane.REPLAY, 1, scene);

        // When
        var outcome = scene.when(new EndReplay(LAB, SUB), OWNER);

        // Then
        assertThat(outcome.only(ReplayEnded.class)).isEqualTo(ReplayEnded.cancelled(LAB, SUB));
        assertThat(row(scene).replay()).isNull();
        assertThat(row(scene).live().stage()).isEqualTo(Stage.ORDERED);
        scene.when(late, TIMER).thenRejected(RejectionCode.LEASE_STALE);
        scene.when(new EndReplay(LAB, SUB), OWNER).thenRejected(RejectionCode.REPLAY_NOT_FOUND);
    }

    @Test
    void shouldEndAReplayThatFailsForGoodInsteadOfGivingUpEventByEvent() {
        // Given
        var scene = givenReplaying();

        // When
        var outcome = failsForGood(Lane.REPLAY, 1, scene);

        // Then
        assertThat(outcome.only(ReplayEnded.class))
                .isEqualTo(new ReplayEnded(LAB, SUB, ReplayEnd.FAILED, 1L, 5, "503"));
        assertThat(row(scene).replay()).isNull();
        assertThat(scene.rows().find(new OfDead(LAB, SUB))).isNull();
    }

    /** As many as there may be, from 1 on. */
    private static Scene givenFullOfDead() {
        var scene = givenSubscribed("sandbox.*");
        for (int sequence = 1; sequence <= DeadRow.MOST; sequence++) {
            scene.and(new EventDeadLettered(LAB, SUB, Lane.LIVE, 1, sequence, NOON, 5, "503"));
        }
        return scene;
    }

    private static List<Long> dead(Scene scene) {
        return Objects.requireNonNull(scene.rows().find(new OfDead(LAB, SUB))).events().stream()
                .map(Dead::sequence)
                .toList();
    }

    @Test
    void shouldPutAnEventBackAmongTheDeadWhoseRedriveIsEnded() {
        // Given
        var scene = givenFullOfDead();
        var _ = scene.when(new RedriveEvent(LAB, SUB, 7), OWNER).accepted();
        assertThat(dead(scene)).doesNotContain(7L);

        // When
        var outcome = scene.when(new EndReplay(LAB, SUB), OWNER);

        // Then
        assertThat(outcome.only(EventDeadLettered.class).lane()).isEqualTo(Lane.REPLAY);
        assertThat(row(scene).replay()).isNull();
        assertThat(dead(scene)).hasSize(DeadRow.MOST).endsWith(7L);
    }

    @Test
    void shouldKeepThePlaceOfAnEventAmongTheDeadWhileItIsSentAgain() {
        // Given: the places are taken, one event is sent again, and another is given up as it happened
        var scene = givenFullOfDead();
        var _ = scene.when(new RedriveEvent(LAB, SUB, 7), OWNER).accepted();
        var _ = beat(scene, Health.HEALTHY);
        long live = row(scene).live().through() + 1;
        var _ = failsForGood(Lane.LIVE, live, scene).accepted();
        assertThat(dead(scene)).hasSize(DeadRow.MOST - 1).doesNotContain(1L).contains(live);

        // When
        var outcome = failsForGood(Lane.REPLAY, 7, scene);

        // Then
        outcome.only(EventDeadLettered.class);
        assertThat(dead(scene)).hasSize(DeadRow.MOST).contains(2L).endsWith(7L);
    }

    @Test
    void shouldStopWhereTheReceiverIsGoneAndGoOnWithAllThatWaitedOnceItIsEnabled() {
        // Given
        var scene = givenSubscribed("sandbox.*");
        var _ = beat(scene, Health.HEALTHY);
        long first = scene.sequence() - 1;

        // When
        var outcome = scene.when(report(1, first - 1, false, DeliveryResult.of(Outcome.GONE), scene), TIMER);

        // Then
        assertThat(outcome.accepted().events().getLast()).isInstanceOf(SubscriptionDisabled.class);
        assertThat(orders(beat(scene, Health.DEGRADED))).isEmpty();
        long second = scene.sequence();
        assertThat(orders(scene.when(new EnableSubscription(LAB, SUB), OWNER)))
                .singleElement()
                .satisfies(order -> assertThat(order.span()).isEqualTo(new Span(first - 1, NOON, second, null)));
    }

    @Test
    void shouldLeaveNothingOfADeletedOne() {
        // Given
        var scene = givenSubscribed("*");
        var _ = beat(scene, Health.HEALTHY);

        // When
        var _ = scene.when(new DeleteSubscription(LAB, SUB), OWNER).accepted();

        // Then
        assertThat(scene.rows().rows().keySet()).noneMatch(key -> key.startsWith("u") || key.startsWith("d/"));
        assertThat(orders(beat(scene, Health.DEGRADED))).isEmpty();
    }

    @Test
    void shouldHaveABoundOnHowManyThereAre() {
        // Given
        var scene = givenSubscribed("*");
        for (int i = 1; i < AllRow.MOST; i++) {
            var _ = scene.when(create(new SubscriptionId("sub_another0" + (char) ('a' + i) + "0"), "*"), OWNER);
        }

        // Then
        scene.when(create(new SubscriptionId("sub_toomany000"), "*"), OWNER)
                .thenRejected(RejectionCode.TOO_MANY_SUBSCRIPTIONS);
    }

    @Test
    void shouldBeForEditorsAndOwnersAlone() {
        givenLab().when(create(SUB, "*"), Principal.user(Names.VITO)).thenRejected(RejectionCode.FORBIDDEN);
    }
}
