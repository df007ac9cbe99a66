package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.LEASE_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.LEASE_STALE;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.delivery.Post.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.LeaseCommand;
import io.roundtable.contract.LeaseCommand.AcknowledgeMessage;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeasesTest {

    private final Scene scene = givenLab().and(sent(1, PLAIN));

    private static void assertStale(Scene scene, List<LeaseCommand> verbs) {
        verbs.forEach(verb -> scene.when(verb, BOBS_KEY).thenRejected(LEASE_STALE));
    }

    @Test
    void shouldEndAMessageThatIsAcknowledged() {
        var lease = leased(scene);

        scene.when(ack(lease), BOBS_KEY).then(new MessageAcknowledged(LAB, BOB, message(1), lease.leaseId(), 1, null));

        assertThat(isOver(scene, 1)).isTrue();
        assertThat(inbox(scene).hasNothing()).isTrue();
    }

    @Test
    void shouldTakeTheSameAcknowledgementAgainForADay() {
        var lease = leased(scene);
        scene.when(ack(lease), BOBS_KEY);

        scene.when(ack(lease), BOBS_KEY).thenUnchanged(1);
        scene.after(Duration.ofHours(24).minusMillis(1))
                .when(ack(lease), BOBS_KEY)
                .thenUnchanged(1);
        scene.after(Duration.ofMillis(1)).when(ack(lease), BOBS_KEY).thenRejected(LEASE_NOT_FOUND);
    }

    @Test
    void shouldNotTakeAnotherVerbAfterAnAcknowledgement() {
        var lease = leased(scene);
        scene.when(ack(lease), BOBS_KEY);

        assertStale(scene, List.of(nak(lease, 0), extend(lease, 9), reject(lease), release(lease)));
        scene.when(timeOut(lease), TIMER).thenUnchanged(1);
    }

    @Test
    void shouldTakeALateAcknowledgementAsLongAsNoTimerHasSpoken() {
        var lease = leased(scene);

        scene.after(Duration.ofHours(1)).when(ack(lease), BOBS_KEY).only(MessageAcknowledged.class);
    }

    @Test
    void shouldNotTakeALeaseThatHasTimedOut() {
        var lease = leased(scene);
        scene.after(Duration.ofSeconds(30)).when(timeOut(lease), TIMER).only(MessageReturned.class);

        assertStale(scene, List.of(ack(lease), nak(lease, 0), extend(lease, 9), reject(lease), release(lease)));
        scene.after(Duration.ofMinutes(1));
        timersSpeak(scene);
        var second = leased(scene);
        assertThat(second.attempt()).isEqualTo(2);
        assertStale(scene, List.of(ack(lease), release(lease)));
        scene.when(timeOut(lease), TIMER).thenUnchanged(1);
        scene.when(ack(second), BOBS_KEY).only(MessageAcknowledged.class);
        assertStale(scene, List.of(ack(lease)));
    }

    @Test
    void shouldNotTakeALeaseFromBeforeARedrive() {
        var lease = leased(scene);
        scene.when(reject(lease), BOBS_KEY);
        assertStale(scene, List.of(ack(lease), reject(lease)));
        scene.when(redrive(1), EDITOR);
        assertStale(scene, List.of(ack(lease), nak(lease, null)));
        var second = leased(scene);

        assertThat(second.leaseId()).isNotEqualTo(lease.leaseId());
        assertStale(scene, List.of(ack(lease), extend(lease, null)));
    }

    @Test
    void shouldNotTakeALeaseThatWasNeverGiven() {
        var guessed = new LeaseId("ls_0123456789");
        scene.when(new AcknowledgeMessage(LAB, BOB, message(1), guessed), BOBS_KEY)
                .thenRejected(LEASE_STALE);
        leased(scene);

        scene.when(new AcknowledgeMessage(LAB, BOB, message(1), guessed), BOBS_KEY)
                .thenRejected(LEASE_STALE);
        scene.when(new AcknowledgeMessage(LAB, BOB, message(9), guessed), BOBS_KEY)
                .thenRejected(LEASE_NOT_FOUND);
    }

    @Test
    void shouldNotTakeTheLeaseOfAnotherMessage() {
        scene.and(sent(2, PLAIN));
        var one = leased(scene);
        var two = leased(scene);

        scene.when(new AcknowledgeMessage(LAB, BOB, two.messageId(), one.leaseId()), BOBS_KEY)
                .thenRejected(LEASE_STALE);
        assertThat(stage(scene, 2)).isEqualTo(Stage.LEASED);
    }

    @Test
    void shouldNotTakeALeaseFromAnotherSandbox() {
        var lease = leased(scene);
        var asAlice = new AcknowledgeMessage(LAB, ALICE, message(1), lease.leaseId());

        scene.when(ack(lease), ALICES_KEY).thenRejected(FORBIDDEN);
        scene.when(asAlice, ALICES_KEY).thenRejected(LEASE_NOT_FOUND);
        scene.when(asAlice, OWNER).thenRejected(LEASE_NOT_FOUND);
        scene.when(ack(lease), VIEWER).thenRejected(FORBIDDEN);
        assertThat(stage(scene, 1)).isEqualTo(Stage.LEASED);
        scene.when(ack(lease), EDITOR).only(MessageAcknowledged.class);
        scene.when(asAlice, ALICES_KEY).thenRejected(LEASE_NOT_FOUND);
    }

    @Test
    void shouldLetNobodyButATimerEndALease() {
        var lease = leased(scene);

        scene.after(Duration.ofHours(1)).when(timeOut(lease), OWNER).thenRejected(FORBIDDEN);
        scene.when(ack(lease), TIMER).thenRejected(FORBIDDEN);
    }

    @Test
    void shouldExtendALeaseFromNowOn() {
        var lease = leased(scene);

        scene.after(Duration.ofSeconds(20))
                .when(extend(lease, 100), BOBS_KEY)
                .then(new LeaseExtended(LAB, BOB, message(1), lease.leaseId(), NOON.plusSeconds(120), null))
                .when(extend(lease, null), BOBS_KEY)
                .then(new LeaseExtended(LAB, BOB, message(1), lease.leaseId(), NOON.plusSeconds(50), null));
    }

    @Test
    void shouldNotEndAnExtendedLeaseByItsOldTimer() {
        var lease = leased(scene);
        scene.when(extend(lease, 100), BOBS_KEY);

        scene.after(Duration.ofSeconds(30)).when(timeOut(lease), TIMER).thenUnchanged(1);
        scene.after(Duration.ofMillis(69_999)).when(timeOut(lease), TIMER).thenUnchanged(1);
        scene.after(Duration.ofMillis(1));
        timersSpeak(scene);
        assertThat(stage(scene, 1)).isEqualTo(Stage.WAITING);
    }

    @Test
    void shouldExtendToTheTimeThatItHadAlready() {
        var lease = leased(scene);

        scene.when(extend(lease, 30), BOBS_KEY).only(LeaseExtended.class);

        scene.after(Duration.ofSeconds(30));
        timersSpeak(scene);
        assertThat(stage(scene, 1)).isEqualTo(Stage.WAITING);
    }

    @Test
    void shouldNotCountALeaseWhoseReceiverWasGone() {
        scene.and(bobTakes(attempts(1, 0)));
        for (int i = 0; i < 5; i++) {
            var lease = leased(scene);
            assertThat(lease.attempt()).isEqualTo(1);
            var back = scene.when(release(lease), BOBS_KEY).only(MessageReturned.class);
            assertThat(back.reason()).isEqualTo(ReturnReason.RELEASED);
            assertThat(back.availableAt()).isEqualTo(scene.now());
            assertStale(scene, List.of(ack(lease), release(lease)));
        }
        assertThat(entry(scene, 1).tries().firstFailedAt()).isNull();
        assertThat(entry(scene, 1).tries().leases()).isEqualTo(5);
    }
}
