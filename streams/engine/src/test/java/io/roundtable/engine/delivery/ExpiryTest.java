package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.LEASE_STALE;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.delivery.Post.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeliveryEvent.MessageExpired;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.InboxCommand.ExpireMessage;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.message.Priority;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.Scene;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ExpiryTest {

    private static final Instant SOON = NOON.plusSeconds(10);
    private static final ExpireMessage TIMERS_WORD = new ExpireMessage(LAB, BOB, message(1), SOON);

    private final Scene scene = givenLab().and(sent(1, until(SOON)));

    @Test
    void shouldEndAMessageThatNobodyFetchedInTimeAndTellItsSender() {
        scene.after(Duration.ofMillis(9_999)).when(TIMERS_WORD, TIMER).thenUnchanged(1);
        scene.after(Duration.ofMillis(1));

        var events = scene.when(TIMERS_WORD, TIMER).accepted().events();

        var failure = new Failure(FailureReason.EXPIRED, 0, null, SOON, null, 0);
        assertThat(events.getFirst()).isEqualTo(new MessageExpired(LAB, BOB, message(1), failure, null));
        var notice = (MessageSent) events.getLast();
        assertThat(notice.toSandboxId()).isEqualTo(ALICE);
        assertThat(notice.utterance().content().text())
                .contains("\"code\":\"message_expired\"", "\"reason\":\"expired\"", "\"attempts\":0");
        assertThat(isOver(scene, 1)).isTrue();
        scene.when(TIMERS_WORD, TIMER).thenUnchanged(1);
    }

    @Test
    void shouldNotHandOutWhatHasExpiredThoughItsTimerHasNotSpoken() {
        scene.and(sent(2, PLAIN)).after(Duration.ofSeconds(10));

        assertThat(received(scene, 1)).containsExactly(2);
    }

    @Test
    void shouldFindAMessageBehindManyThatHaveExpired() {
        scene.and(sent(2, 90, until(SOON))).and(sent(91, 95, PLAIN)).after(Duration.ofSeconds(10));

        assertThat(received(scene, 1)).containsExactly(91);
        assertThat(received(scene, 2)).containsExactly(92, 93);
    }

    @Test
    void shouldNotEndAMessageThatAReceiverHas() {
        var lease = leased(scene);
        scene.after(Duration.ofSeconds(20)).when(TIMERS_WORD, TIMER).thenUnchanged(1);

        scene.when(ack(lease), BOBS_KEY);

        assertThat(scene.all(DueRow.class)).isEmpty();
    }

    @Test
    void shouldEndAMessageThatComesBackTooLate() {
        var lease = leased(scene);
        scene.after(Duration.ofSeconds(10));

        var events = scene.when(nak(lease, 0), BOBS_KEY).accepted().events();

        var failure = new Failure(FailureReason.EXPIRED, 1, SOON, SOON, null, 0);
        assertThat(events).hasSize(2).first().isEqualTo(new MessageExpired(LAB, BOB, message(1), failure, null));
        scene.when(ack(lease), BOBS_KEY).thenRejected(LEASE_STALE);
    }

    @Test
    void shouldEndAMessageWhoseLeaseTimesOutTooLate() {
        var lease = leased(scene);
        scene.after(Duration.ofSeconds(30)).when(timeOut(lease), TIMER).accepted();

        assertThat(isOver(scene, 1)).isTrue();
    }

    @Test
    void shouldEndByItsTimerWhatIsReleasedTooLate() {
        var lease = leased(scene);
        scene.after(Duration.ofSeconds(10)).when(release(lease), BOBS_KEY).only(MessageReturned.class);

        assertThat(received(scene, 1)).isEmpty();
        timersSpeak(scene);
        assertThat(isOver(scene, 1)).isTrue();
    }

    @Test
    void shouldEndAMessageWhileItWaitsForItsNextAttempt() {
        scene.when(nak(leased(scene), 3_600), BOBS_KEY);
        scene.after(Duration.ofSeconds(10));
        timersSpeak(scene);

        assertThat(isOver(scene, 1)).isTrue();
        assertThat(scene.all(DueRow.class)).isEmpty();
    }

    @Test
    void shouldEndAMessageWhoseHourComesTooLateToBeFetched() {
        scene.and(sent(2, saying(null, SOON.plusMillis(1), SOON, Priority.NORMAL)));
        scene.after(Duration.ofSeconds(10));
        timersSpeak(scene);
        assertThat(stage(scene, 2)).isEqualTo(Stage.READY);
        scene.after(Duration.ofMillis(1));
        timersSpeak(scene);

        assertThat(isOver(scene, 2)).isTrue();
    }

    @Test
    void shouldEndAMessageWhenBothOfItsTimersAreLate() {
        scene.and(sent(2, saying(null, SOON.plusMillis(1), SOON, Priority.NORMAL)));
        scene.after(Duration.ofHours(1));
        timersSpeak(scene);

        assertThat(isOver(scene, 2)).isTrue();
        assertThat(scene.all(DueRow.class)).isEmpty();
    }

    @Test
    void shouldNotEndADeadLetter() {
        scene.when(reject(leased(scene)), BOBS_KEY);
        scene.after(Duration.ofSeconds(20)).when(TIMERS_WORD, TIMER).thenUnchanged(1);

        assertThat(stage(scene, 1)).isEqualTo(Stage.DEAD);
    }

    @Test
    void shouldNotEndWhatWasRedriven() {
        scene.when(reject(leased(scene)), BOBS_KEY);
        scene.after(Duration.ofSeconds(20)).when(redrive(1), EDITOR);
        scene.when(TIMERS_WORD, TIMER).thenUnchanged(1);

        assertThat(received(scene, 1)).containsExactly(1);
    }

    @Test
    void shouldTellNobodyOfANoticeThatExpires() {
        scene.and(new MessageSent(LAB, message(2), null, BOB, until(SOON), 0)).after(Duration.ofSeconds(10));

        scene.when(new ExpireMessage(LAB, BOB, message(2), SOON), TIMER).only(MessageExpired.class);
    }
}
