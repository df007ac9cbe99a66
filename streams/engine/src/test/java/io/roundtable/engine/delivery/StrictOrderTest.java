package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.PRIORITY_WITH_STRICT;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.delivery.Post.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.engine.DeliveryRow.ChainRow;
import io.roundtable.engine.DeliveryRow.LinkRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Scene;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where order is strict, nothing is offered while an earlier message of the same correlation id is unfinished. */
final class StrictOrderTest {

    private final Scene scene = givenLab().and(bobTakes(strictly()));

    private void given(int first, int last) {
        scene.and(sent(first, last, of("c")));
    }

    @Test
    void shouldHandOutOneOfAChainAtATime() {
        given(1, 3);

        assertThat(received(scene, 9)).containsExactly(1);
        assertThat(received(scene, 9)).isEmpty();
    }

    @Test
    void shouldHandOutTheNextWhenOneIsAcknowledged() {
        given(1, 3);

        for (int i = 1; i <= 3; i++) {
            var lease = leased(scene);
            assertThat(lease.messageId()).isEqualTo(message(i));
            scene.when(ack(lease), BOBS_KEY);
        }
        assertThat(scene.all(ChainRow.class)).isEmpty();
        assertThat(scene.all(LinkRow.class)).isEmpty();
    }

    @Test
    void shouldNotHoldOtherChainsBackNorWhatHasNone() {
        given(1, 2);
        scene.and(sent(3, of("d")), sent(4, PLAIN), sent(5, PLAIN), sent(6, of("d")));

        assertThat(received(scene, 9)).containsExactly(1, 3, 4, 5);
    }

    @Test
    void shouldWaitForARetry() {
        given(1, 2);
        scene.when(nak(leased(scene), 10), BOBS_KEY);

        assertThat(received(scene, 9)).isEmpty();
        scene.after(Duration.ofSeconds(10));
        timersSpeak(scene);
        assertThat(received(scene, 9)).containsExactly(1);
    }

    @Test
    void shouldNotWaitForARetryWhereOrderIsNotStrict() {
        var loose = givenLab().and(sent(1, 2, of("c")));
        loose.when(nak(leased(loose), 10), BOBS_KEY);

        assertThat(received(loose, 9)).containsExactly(2);
    }

    @Test
    void shouldWaitForAMessageThatWaitsForItsHour() {
        scene.and(sent(1, saying("c", null, NOON.plusSeconds(10), Priority.NORMAL)), sent(2, of("c")));

        assertThat(received(scene, 9)).isEmpty();
        scene.after(Duration.ofSeconds(10));
        timersSpeak(scene);
        assertThat(received(scene, 9)).containsExactly(1);
    }

    @Test
    void shouldKeepAMessageInItsPlaceWhoseHourComesWhileItIsBehindAnother() {
        given(1, 1);
        scene.and(sent(2, saying("c", null, NOON.plusSeconds(10), Priority.NORMAL)), sent(3, of("c")));
        scene.after(Duration.ofSeconds(10));
        timersSpeak(scene);

        assertThat(stage(scene, 2)).isEqualTo(Stage.BLOCKED);
        scene.when(ack(leased(scene)), BOBS_KEY);
        assertThat(received(scene, 9)).containsExactly(2);
    }

    @Test
    void shouldWaitForTheHourOfTheNextWhenTheHeadIsAcknowledged() {
        given(1, 1);
        scene.and(sent(2, saying("c", null, NOON.plusSeconds(10), Priority.NORMAL)), sent(3, of("c")));
        scene.when(ack(leased(scene)), BOBS_KEY);

        assertThat(received(scene, 9)).isEmpty();
        assertThat(stage(scene, 2)).isEqualTo(Stage.WAITING);
    }

    @Test
    void shouldStandStillBehindADeadLetterUntilItIsRedriven() {
        given(1, 3);
        scene.when(reject(leased(scene)), BOBS_KEY);

        assertThat(received(scene, 9)).isEmpty();
        scene.when(redrive(1), EDITOR);
        assertThat(received(scene, 9)).containsExactly(1);
        assertThat(received(scene, 9)).isEmpty();
    }

    @Test
    void shouldGoOnBehindADeadLetterThatIsDiscarded() {
        given(1, 3);
        scene.when(reject(leased(scene)), BOBS_KEY);
        scene.when(discard(1), EDITOR);

        assertThat(received(scene, 9)).containsExactly(2);
    }

    @Test
    void shouldGoOnWhenTheHeadExpires() {
        scene.and(sent(1, saying("c", NOON.plusSeconds(5), null, Priority.NORMAL)), sent(2, of("c")));
        scene.after(Duration.ofSeconds(5));
        assertThat(received(scene, 9)).isEmpty();
        timersSpeak(scene);

        assertThat(received(scene, 9)).containsExactly(2);
    }

    @Test
    void shouldCloseTheGapWhenOneInTheMiddleExpires() {
        given(1, 1);
        scene.and(sent(2, saying("c", NOON.plusSeconds(5), null, Priority.NORMAL)), sent(3, of("c")));
        scene.after(Duration.ofSeconds(5));
        timersSpeak(scene);
        assertThat(isOver(scene, 2)).isTrue();

        scene.when(ack(leased(scene)), BOBS_KEY);

        assertThat(received(scene, 9)).containsExactly(3);
    }

    @Test
    void shouldShortenAChainBehindADeadLetterFromItsEnd() {
        given(1, 2);
        scene.and(sent(3, saying("c", NOON.plusSeconds(5), null, Priority.NORMAL)));
        scene.when(reject(leased(scene)), BOBS_KEY);
        scene.after(Duration.ofSeconds(5));
        timersSpeak(scene);

        assertThat(scene.all(ChainRow.class)).containsExactly(new ChainRow(1, 2));
        scene.when(discard(1), EDITOR);
        assertThat(received(scene, 9)).containsExactly(2);
    }

    @Test
    void shouldKeepTheOrderInWhichMessagesWereQueuedWhenOrderingChanges() {
        given(1, 2);
        scene.and(bobTakes(DeliverySettings.UNSET)).and(sent(3, 4, of("c")));

        assertThat(received(scene, 9)).containsExactly(1, 3, 4);
        scene.and(bobTakes(strictly())).and(sent(5, of("c")));
        assertThat(received(scene, 9)).isEmpty();
        assertThat(stage(scene, 5)).isEqualTo(Stage.BLOCKED);
    }

    @Test
    void shouldNotChainWhatWasQueuedBeforeOrderWasStrict() {
        var later =
                givenLab().and(sent(1, 2, of("c"))).and(bobTakes(strictly())).and(sent(3, 4, of("c")));

        assertThat(received(later, 9)).containsExactly(1, 2, 3);
    }

    @Test
    void shouldRefuseUrgentMessagesAndHandOutThoseThatWereQueuedBefore() {
        var later = givenLab().and(sent(1, PLAIN), sent(2, URGENT)).and(bobTakes(strictly()));

        later.when(new SendMessage(LAB, message(3), ALICE, BOB, URGENT), EDITOR).thenRejected(PRIORITY_WITH_STRICT);
        assertThat(received(later, 9)).containsExactly(2, 1);
    }

    @Test
    void shouldKeepCorrelationIdsApartThatHoldWhatSeparatesKeys() {
        scene.and(sent(1, of("a/b")), sent(2, of("a")), sent(3, of("a/b")), sent(4, of("é".repeat(255))));

        assertThat(received(scene, 9)).containsExactly(1, 2, 4);
    }
}
