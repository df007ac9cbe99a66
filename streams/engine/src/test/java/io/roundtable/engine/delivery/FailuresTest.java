package io.roundtable.engine.delivery;

import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.delivery.Post.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.Event;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Scene;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FailuresTest {

    private static List<Event> rejected(Scene scene) {
        return scene.when(reject(leased(scene)), BOBS_KEY).accepted().events();
    }

    private static void assertAbout(Duration wait, long millis) {
        assertThat(wait.toMillis()).isBetween(millis * 8 / 10, millis * 12 / 10);
    }

    @Test
    void shouldTryAgainAfterExactlyTheDelayThatAReceiverAsksFor() {
        var scene = givenLab().and(sent(1, PLAIN));
        var lease = leased(scene);

        scene.when(nak(lease, 7), BOBS_KEY)
                .then(new MessageReturned(
                        LAB, BOB, message(1), lease.leaseId(), 1, ReturnReason.NAK, "busy", NOON.plusSeconds(7), null));

        assertThat(received(scene, 1)).isEmpty();
        scene.after(Duration.ofSeconds(7));
        timersSpeak(scene);
        assertThat(leased(scene).attempt()).isEqualTo(2);
    }

    @Test
    void shouldBackOffOnNakAndOnTimeOutAlikeAndRepeatTheLastWait() {
        var scene = givenLab().and(sent(1, PLAIN)).and(bobTakes(attempts(100, 10, 100)));
        for (long wait : List.of(10_000, 100_000, 100_000, 100_000)) {
            var lease = leased(scene);
            var back = scene.when(nak(lease, null), BOBS_KEY).only(MessageReturned.class);
            assertAbout(Duration.between(scene.now(), back.availableAt()), wait);
            scene.after(Duration.ofMinutes(10));
            timersSpeak(scene);
        }
        var lease = leased(scene);
        scene.after(Duration.ofSeconds(30));
        var back = scene.when(timeOut(lease), TIMER).only(MessageReturned.class);
        assertThat(back.reason()).isEqualTo(ReturnReason.TIMED_OUT);
        assertAbout(Duration.between(scene.now(), back.availableAt()), 100_000);
    }

    @Test
    void shouldSpreadWaitsOverAFifthEitherWay() {
        var settings = new DeliverySettings(null, null, null, null, null, List.of(100));

        var waits = LongStream.range(0, 10_000)
                .map(seed -> Backoff.wait(settings, message(1).value(), 1, seed).toMillis())
                .summaryStatistics();

        assertThat(waits.getMin()).isBetween(80_000L, 80_100L);
        assertThat(waits.getMax()).isBetween(119_900L, 120_000L);
        assertThat(waits.getAverage()).isBetween(99_500.0, 100_500.0);
        assertThat(Backoff.wait(settings, message(2).value(), 1, 7))
                .isNotEqualTo(Backoff.wait(settings, message(1).value(), 1, 7));
        assertThat(Backoff.wait(settings, message(1).value(), 1, 7))
                .isEqualTo(Backoff.wait(settings, message(1).value(), 1, 7));
    }

    @Test
    void shouldGiveUpAfterTheLastAttemptAndTellTheSender() {
        var scene = givenLab().and(sent(1, of("c"))).and(bobTakes(attempts(2, 0)));
        scene.when(nak(leased(scene), 0), BOBS_KEY);
        scene.after(Duration.ofSeconds(3));

        var events = scene.when(nak(leased(scene), 0), BOBS_KEY).accepted().events();

        var failure = new Failure(FailureReason.MAX_ATTEMPTS, 2, NOON, NOON.plusSeconds(3), "busy", 0);
        assertThat(events.getFirst()).isEqualTo(new MessageDeadLettered(LAB, BOB, message(1), failure, "c"));
        assertThat(events).hasSize(2).last().isInstanceOf(MessageSent.class);
        assertThat(stage(scene, 1)).isEqualTo(Stage.DEAD);
        assertThat(inbox(scene).hasNothing()).isTrue();
    }

    @Test
    void shouldGiveUpOnTimeOutToo() {
        var scene = givenLab().and(sent(1, PLAIN)).and(bobTakes(attempts(1, 0)));
        var lease = leased(scene);
        scene.after(Duration.ofSeconds(30));

        var events = scene.when(timeOut(lease), TIMER).accepted().events();

        assertThat(((MessageDeadLettered) events.getFirst()).failure().reason()).isEqualTo(FailureReason.MAX_ATTEMPTS);
    }

    @Test
    void shouldGiveUpAtOnceWhatAReceiverRejects() {
        var scene = givenLab().and(sent(1, PLAIN));

        var failure = new Failure(FailureReason.REJECTED, 1, NOON, NOON, "nonsense", 0);
        assertThat(rejected(scene).getFirst()).isEqualTo(new MessageDeadLettered(LAB, BOB, message(1), failure, null));
    }

    @Test
    void shouldTellTheSenderWhatFailedInAMessageOfTheSystem() {
        var scene = givenLab().and(new MessageSent(LAB, message(1), ALICE, BOB, of("c"), 41));

        var notice = (MessageSent) rejected(scene).getLast();

        assertThat(notice.fromSandboxId()).isNull();
        assertThat(notice.toSandboxId()).isEqualTo(ALICE);
        assertThat(notice.hops()).isEqualTo(42);
        assertThat(notice.utterance().messageType()).isEqualTo(MessageType.NOTIFICATION);
        assertThat(notice.utterance().inReplyTo()).isEqualTo(message(1));
        assertThat(notice.utterance().correlationId()).isEqualTo("c");
        assertThat(notice.utterance().content().text())
                .isEqualTo("{\"code\":\"message_dead_lettered\",\"message_id\":\"" + message(1)
                        + "\",\"to_sandbox_id\":\"" + BOB + "\",\"reason\":\"rejected\",\"attempts\":1}");
    }

    @Test
    void shouldTellNobodyThatSuchAMessageHasFailed() {
        var scene = givenLab().and(new MessageSent(LAB, message(1), null, BOB, PLAIN, 0));

        assertThat(rejected(scene)).hasSize(1).first().isInstanceOf(MessageDeadLettered.class);
    }

    @Test
    void shouldTellNobodyWhereTheSenderIsGone() {
        var scene = givenLab().and(sent(1, PLAIN)).and(new SandboxDeleted(LAB, ALICE));

        assertThat(rejected(scene)).hasSize(1);
    }

    @Test
    void shouldTellTheSenderAgainWhenARedrivenMessageFails() {
        var scene = givenLab().and(sent(1, PLAIN));
        var first = (MessageSent) rejected(scene).getLast();
        scene.when(redrive(1), EDITOR);

        var second = (MessageSent) rejected(scene).getLast();

        assertThat(second.messageId()).isNotEqualTo(first.messageId());
    }
}
