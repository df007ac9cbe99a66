package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.SANDBOX_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.WORKSPACE_NOT_FOUND;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.delivery.Post.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.InboxCommand.OfferMessage;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Derived;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LeasingTest {

    @Test
    void shouldHandOutInTheOrderInWhichMessagesWereSent() {
        var scene = givenLab().and(sent(3, PLAIN), sent(1, PLAIN), sent(2, PLAIN));

        assertThat(received(scene, 2)).containsExactly(3, 1);
        assertThat(received(scene, 2)).containsExactly(2);
        assertThat(received(scene, 2)).isEmpty();
        assertThat(inbox(scene).leased()).isEqualTo(3);
        assertThat(inbox(scene).queued()).isZero();
    }

    @Test
    void shouldTellTheLeaseItsAttemptAndItsEnd() {
        var lease = Derived.lease(message(1), 1, 7);

        givenLab()
                .and(sent(1, of("c")))
                .when(receive(1), BOBS_KEY)
                .then(new MessageLeased(LAB, BOB, message(1), lease, 1, NOON.plusSeconds(30), "c"))
                .when(receive(1), BOBS_KEY)
                .thenUnchanged(0);
    }

    @Test
    void shouldLeaseForAsLongAsTheSandboxSaysOrTheReceiver() {
        var scene =
                givenLab().and(sent(1, 2, PLAIN)).and(bobTakes(new DeliverySettings(90, null, null, null, null, null)));

        assertThat(leased(scene).leasedUntil()).isEqualTo(NOON.plusSeconds(90));
        var asked = scene.when(new LeaseMessages(LAB, BOB, 1, 5), BOBS_KEY).only(MessageLeased.class);
        assertThat(asked.leasedUntil()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void shouldHandOutNoMoreThanMayBeInFlight() {
        var scene =
                givenLab().and(sent(1, 9, PLAIN)).and(bobTakes(new DeliverySettings(null, null, 3, null, null, null)));
        var first = leased(scene);

        assertThat(received(scene, 9)).containsExactly(2, 3);
        assertThat(received(scene, 9)).isEmpty();
        scene.when(ack(first), BOBS_KEY);
        assertThat(received(scene, 9)).containsExactly(4);
        scene.and(bobTakes(new DeliverySettings(null, null, 1, null, null, null)));
        assertThat(received(scene, 9)).isEmpty();
    }

    @Test
    void shouldTellWhatIsLeftInTheQueue() {
        givenLab().and(sent(1, 5, PLAIN)).when(receive(2), BOBS_KEY).thenLeft(3);
    }

    @Test
    void shouldHandOutNothingWhereNothingWasEverSent() {
        givenLab().when(receive(1), BOBS_KEY).thenUnchanged(0);
    }

    @Test
    void shouldRejectWhoMayNotReceive() {
        var scene = givenLab().and(sent(1, PLAIN));

        scene.when(receive(1), VIEWER).thenRejected(FORBIDDEN);
        scene.when(receive(1), ALICES_KEY).thenRejected(FORBIDDEN);
        scene.when(receive(1), TIMER).thenRejected(FORBIDDEN);
        scene.when(receive(1), STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
        scene.when(new LeaseMessages(LAB, NOBODY, 1, null), EDITOR).thenRejected(SANDBOX_NOT_FOUND);
        assertThat(scene.when(receive(1), EDITOR).accepted().events()).hasSize(1);
    }

    @Test
    void shouldGoOnHandingOutWhenTheWorkspaceIsArchived() {
        assertThat(received(givenLab().and(sent(1, PLAIN)).and(labArchived()), 1))
                .containsExactly(1);
    }

    @Test
    void shouldGiveEveryLeaseAnIdOfItsOwnThoughItsAttemptIsTheSame() {
        var scene = givenLab().and(sent(1, PLAIN));
        var first = leased(scene);
        scene.when(release(first), BOBS_KEY);

        var second = leased(scene);

        assertThat(second.attempt()).isEqualTo(first.attempt());
        assertThat(second.leaseId()).isNotEqualTo(first.leaseId());
    }

    @Test
    void shouldFindWhatComesBackBeforeWhatWasTakenMeanwhile() {
        var scene = givenLab().and(sent(1, 5, PLAIN));
        var first = leased(scene);
        assertThat(received(scene, 2)).containsExactly(2, 3);
        scene.when(nak(first, 0), BOBS_KEY);

        assertThat(received(scene, 9)).containsExactly(1, 4, 5);
    }

    @Test
    void shouldHoldAMessageBackUntilItsHour() {
        var scene = givenLab().and(sent(1, notBefore(NOON.plusSeconds(10))), sent(2, PLAIN));
        var timer = new OfferMessage(LAB, BOB, message(1), NOON.plusSeconds(10));

        assertThat(received(scene, 9)).containsExactly(2);
        scene.after(Duration.ofMillis(9_999)).when(timer, TIMER).thenUnchanged(1);
        assertThat(received(scene, 9)).isEmpty();
        scene.after(Duration.ofMillis(1));
        timersSpeak(scene);
        assertThat(received(scene, 9)).containsExactly(1);
    }

    @Test
    void shouldHoldBackToTheNanosecondWithoutTheTimerSpeakingForEver() {
        var scene = givenLab().and(sent(1, notBefore(NOON.plusNanos(1_500_000))));

        scene.after(Duration.ofMillis(1)).when(new OfferMessage(LAB, BOB, message(1), scene.now()), TIMER);
        assertThat(stage(scene, 1)).isEqualTo(Stage.WAITING);
        scene.after(Duration.ofMillis(1));
        timersSpeak(scene);

        assertThat(stage(scene, 1)).isEqualTo(Stage.READY);
    }

    @Test
    void shouldOfferAtOnceWhatHasItsHourBehindIt() {
        assertThat(received(givenLab().and(sent(1, notBefore(NOON))), 1)).containsExactly(1);
    }

    @Test
    void shouldChangeNothingWhenATimerIsLateOrAsksOfSomethingElse() {
        var scene = givenLab().and(sent(1, PLAIN));

        scene.when(new OfferMessage(LAB, BOB, message(1), NOON), TIMER).thenUnchanged(1);
        scene.when(new OfferMessage(LAB, BOB, message(9), NOON), TIMER).thenUnchanged(1);
        scene.when(new OfferMessage(LAB, BOB, message(1), NOON), OWNER).thenRejected(FORBIDDEN);
    }
}
