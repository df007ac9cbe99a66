package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.LEASE_STALE;
import static io.roundtable.contract.RejectionCode.SANDBOX_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.VERSION_MISMATCH;
import static io.roundtable.contract.RejectionCode.WEBHOOK_NOT_FOUND;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.delivery.Post.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.InboxCommand.OfferMessage;
import io.roundtable.contract.LeaseCommand.RecordDelivery;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.WebhookCommand.EnableWebhook;
import io.roundtable.contract.WebhookCommand.RemoveWebhook;
import io.roundtable.contract.WebhookCommand.SetWebhook;
import io.roundtable.contract.WebhookEvent.WebhookDisabled;
import io.roundtable.contract.WebhookEvent.WebhookEnabled;
import io.roundtable.contract.WebhookEvent.WebhookRemoved;
import io.roundtable.contract.WebhookEvent.WebhookSet;
import io.roundtable.contract.delivery.DeliveryResult;
import io.roundtable.contract.delivery.DisabledReason;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.delivery.Holder;
import io.roundtable.contract.delivery.Outcome;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.DeliveryRow.WebhookRow;
import io.roundtable.engine.Row.DueRow;
import io.roundtable.engine.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bob has a webhook: what is said to him is given to couriers, without his asking. */
final class WebhooksTest {

    private static final String URL = "https://bob.example/hook";

    private final Scene scene = givenLab().and(new WebhookSet(LAB, BOB, URL, 2));

    private static SendMessage send(int number, Utterance utterance) {
        return new SendMessage(LAB, message(number), ALICE, BOB, utterance);
    }

    /** The attempts that a command has led to, by the numbers of their messages. */
    private static List<Integer> numbers(List<MessageLeased> leases) {
        return leases.stream()
                .map(lease -> lease.messageId().value())
                .map(id -> Integer.valueOf(id.substring("msg_".length())))
                .toList();
    }

    private static List<MessageLeased> pushed(Scene.Outcome outcome) {
        return outcome.accepted().events().stream()
                .filter(MessageLeased.class::isInstance)
                .map(MessageLeased.class::cast)
                .filter(lease -> lease.holder() == Holder.COURIER)
                .toList();
    }

    private MessageLeased pushed(int number, Utterance utterance) {
        return pushed(scene.when(send(number, utterance), OWNER)).getFirst();
    }

    private static RecordDelivery report(MessageLeased lease, Outcome outcome) {
        return report(lease, DeliveryResult.of(outcome));
    }

    private static RecordDelivery report(MessageLeased lease, DeliveryResult result) {
        return new RecordDelivery(LAB, BOB, lease.messageId(), lease.leaseId(), result);
    }

    private static DeliveryResult failed(@Nullable Integer retryAfter) {
        return new DeliveryResult(Outcome.FAILED, "HTTP 503", retryAfter);
    }

    @Test
    void shouldGiveAMessageToACourierInTheDecisionThatTakesIt() {
        var lease = pushed(1, of("c"));

        assertThat(lease.sandboxId()).isEqualTo(BOB);
        assertThat(lease.attempt()).isEqualTo(1);
        assertThat(lease.leasedUntil()).isEqualTo(NOON.plusSeconds(60));
        assertThat(lease.correlationId()).isEqualTo("c");
        assertThat(stage(scene, 1)).isEqualTo(Stage.LEASED);
    }

    @Test
    void shouldEndAMessageThatTheWebhookHasTaken() {
        var lease = pushed(1, PLAIN);

        scene.when(report(lease, Outcome.DELIVERED), COURIER)
                .then(new MessageAcknowledged(LAB, BOB, message(1), lease.leaseId(), 1, null));

        assertThat(isOver(scene, 1)).isTrue();
        scene.when(report(lease, Outcome.DELIVERED), COURIER).thenUnchanged(1);
        scene.when(report(lease, Outcome.FAILED), COURIER).thenRejected(LEASE_STALE);
    }

    @Test
    void shouldHaveNoMoreAttemptsAtATimeThanTheWebhookTakes() {
        var first = pushed(1, PLAIN);
        var second = pushed(2, PLAIN);
        assertThat(pushed(scene.when(send(3, PLAIN), OWNER))).isEmpty();
        assertThat(pushed(scene.when(send(4, URGENT), OWNER))).isEmpty();

        var third = pushed(scene.when(report(first, Outcome.DELIVERED), COURIER));
        var fourth = pushed(scene.when(report(second, failed(null)), COURIER));

        assertThat(numbers(third)).containsExactly(4);
        assertThat(numbers(fourth)).containsExactly(3);
        assertThat(inbox(scene).pushed()).isEqualTo(2);
    }

    @Test
    void shouldHaveNoMoreAttemptsAtATimeThanTheSandboxTakes() {
        scene.and(bobTakes(new DeliverySettings(null, null, 1, null, null, null)));
        pushed(1, PLAIN);

        assertThat(pushed(scene.when(send(2, PLAIN), OWNER))).isEmpty();
    }

    @Test
    void shouldSendWhatHasWaitedWhenAWebhookIsSet() {
        var queued = givenLab().and(sent(1, 5, PLAIN));

        var outcome = queued.when(new SetWebhook(LAB, BOB, URL, 3), EDITOR);

        assertThat(numbers(pushed(outcome))).containsExactly(1, 2, 3);
    }

    @Test
    void shouldTryAgainAfterTheBackoff() {
        scene.and(bobTakes(attempts(3, 10, 100)));
        var lease = pushed(1, PLAIN);

        var back = scene.when(report(lease, failed(null)), COURIER).only(MessageReturned.class);

        assertThat(back.reason()).isEqualTo(ReturnReason.FAILED);
        assertThat(back.detail()).isEqualTo("HTTP 503");
        assertThat(back.availableAt()).isBetween(NOON.plusSeconds(8), NOON.plusSeconds(12));
        scene.after(Duration.ofSeconds(12));
        timersSpeakOnce();
        assertThat(entry(scene, 1).pushed()).isTrue();
        assertThat(entry(scene, 1).tries().attempt()).isEqualTo(2);
    }

    private void timersSpeakOnce() {
        scene.all(DueRow.class)
                .filter(row -> !row.due().isAfter(scene.now()))
                .toList()
                .forEach(row -> scene.when(row.command(), TIMER).accepted());
    }

    @Test
    void shouldWaitAsLongAsTheReceiverAsks() {
        scene.and(bobTakes(attempts(3, 10)));

        var longer =
                scene.when(report(pushed(1, PLAIN), failed(3_600)), COURIER).only(MessageReturned.class);
        var shorter = scene.when(report(pushed(2, PLAIN), failed(1)), COURIER).only(MessageReturned.class);

        assertThat(longer.availableAt()).isEqualTo(NOON.plusSeconds(3_600));
        assertThat(shorter.availableAt()).isBetween(NOON.plusSeconds(8), NOON.plusSeconds(12));
    }

    @Test
    void shouldGiveUpAfterTheLastAttempt() {
        scene.and(bobTakes(attempts(1, 0)));
        var lease = pushed(1, PLAIN);

        var outcome = scene.when(report(lease, failed(null)), COURIER);

        var dead = (MessageDeadLettered) outcome.accepted().events().getFirst();
        assertThat(dead.failure().reason()).isEqualTo(FailureReason.MAX_ATTEMPTS);
        assertThat(dead.failure().lastError()).isEqualTo("HTTP 503");
    }

    @Test
    void shouldMakeAnAttemptAgainUnderItsNumberThatNobodyHasReported() {
        scene.and(bobTakes(attempts(1, 0)));
        var lost = pushed(1, PLAIN);

        for (int i = 0; i < 10; i++) {
            var outcome = scene.after(Duration.ofMinutes(15)).when(timeOut(lost), TIMER);

            var back = (MessageReturned) outcome.accepted().events().getFirst();
            assertThat(back.reason()).isEqualTo(ReturnReason.UNREPORTED);
            var again = pushed(outcome).getFirst();
            assertThat(again.attempt()).isEqualTo(1);
            assertThat(again.leaseId()).isNotEqualTo(lost.leaseId());
            scene.when(report(lost, Outcome.DELIVERED), COURIER).thenRejected(LEASE_STALE);
            lost = again;
        }
        scene.when(report(lost, Outcome.DELIVERED), COURIER).only(MessageAcknowledged.class);
    }

    @Test
    void shouldGiveCouriersTwiceAsLongEachTimeThatNobodyReports() {
        var lease = pushed(1, PLAIN);
        var minutes = new ArrayList<Long>();

        for (int i = 0; i < 7; i++) {
            var granted = Duration.between(scene.now(), lease.leasedUntil());
            minutes.add(granted.toMinutes());
            lease = pushed(scene.after(granted).when(timeOut(lease), TIMER)).getFirst();
        }

        assertThat(minutes).containsExactly(1L, 2L, 4L, 8L, 15L, 15L, 15L);
    }

    @Test
    void shouldGiveCouriersAMinuteAgainOnceOneHasReported() {
        var lost = pushed(1, PLAIN);
        var late = pushed(scene.after(Duration.ofMinutes(1)).when(timeOut(lost), TIMER))
                .getFirst();
        scene.after(Duration.ofSeconds(90))
                .when(report(late, failed(null)), COURIER)
                .only(MessageReturned.class);

        scene.after(Duration.ofMinutes(10));
        timersSpeakOnce();

        assertThat(entry(scene, 1).tries().attempt()).isEqualTo(2);
        assertThat(entry(scene, 1).due()).isEqualTo(scene.now().plusSeconds(60));
    }

    @Test
    void shouldNotDisableAWebhookThatWasSetToSomethingElseDuringAnAttemptThatHadLonger() {
        var lost = pushed(1, PLAIN);
        var late = pushed(scene.after(Duration.ofMinutes(1)).when(timeOut(lost), TIMER))
                .getFirst();
        scene.after(Duration.ofSeconds(1)).when(new SetWebhook(LAB, BOB, "https://new.example/", 2), OWNER);

        var outcome = scene.when(report(late, Outcome.GONE), COURIER);

        assertThat(outcome.accepted().events()).noneMatch(WebhookDisabled.class::isInstance);
    }

    @Test
    void shouldDisableAWebhookThatIsGone() {
        var first = pushed(1, PLAIN);
        var second = pushed(2, PLAIN);

        var outcome =
                scene.when(report(first, Outcome.GONE), COURIER).accepted().events();

        assertThat(((MessageReturned) outcome.getFirst()).reason()).isEqualTo(ReturnReason.RELEASED);
        assertThat(outcome.getLast()).isEqualTo(new WebhookDisabled(LAB, BOB, DisabledReason.GONE));
        assertThat(stage(scene, 1)).isEqualTo(Stage.READY);
        assertThat(pushed(scene.when(send(3, PLAIN), OWNER))).isEmpty();
        scene.when(report(second, Outcome.GONE), COURIER).only(MessageReturned.class);
        var resumed = scene.when(new EnableWebhook(LAB, BOB), EDITOR);
        assertThat(resumed.accepted().events()).startsWith(new WebhookEnabled(LAB, BOB));
        assertThat(numbers(pushed(resumed))).containsExactly(1, 2);
        assertThat(pushed(resumed)).allMatch(lease -> lease.attempt() == 1);
    }

    @Test
    void shouldNotDisableAWebhookThatWasSetToSomethingElseMeanwhile() {
        var lease = pushed(1, PLAIN);
        scene.after(Duration.ofSeconds(1)).when(new SetWebhook(LAB, BOB, "https://new.example/", 2), OWNER);

        var outcome = scene.when(report(lease, Outcome.GONE), COURIER);

        assertThat(outcome.accepted().events()).noneMatch(WebhookDisabled.class::isInstance);
        assertThat(numbers(pushed(outcome))).containsExactly(1);
    }

    @Test
    void shouldNotDisableAWebhookThatWasEnabledMeanwhile() {
        var first = pushed(1, PLAIN);
        var second = pushed(2, PLAIN);
        scene.when(report(first, Outcome.GONE), COURIER).accepted();
        scene.after(Duration.ofSeconds(1))
                .when(new EnableWebhook(LAB, BOB), EDITOR)
                .accepted();

        var outcome = scene.when(report(second, Outcome.GONE), COURIER);

        assertThat(outcome.accepted().events()).noneMatch(WebhookDisabled.class::isInstance);
    }

    @Test
    void shouldNotGoRoundAndRoundWhereNothingWasSent() {
        var lease = pushed(1, PLAIN);

        var back = scene.when(report(lease, Outcome.SKIPPED), COURIER).only(MessageReturned.class);

        assertThat(back.reason()).isEqualTo(ReturnReason.SKIPPED);
        assertThat(back.availableAt()).isAfter(scene.now());
    }

    @Test
    void shouldWaitLongerEachTimeThatNothingWasSentWhateverTheBackoff() {
        scene.and(bobTakes(attempts(1, 0)));
        var lease = pushed(1, PLAIN);

        for (int seconds : List.of(1, 2, 4, 8, 16, 32, 64, 128, 128)) {
            var back = scene.when(report(lease, Outcome.SKIPPED), COURIER).only(MessageReturned.class);

            var wait = Duration.between(scene.now(), back.availableAt());
            assertThat(wait.toMillis()).isBetween(seconds * 800L, seconds * 1_200L);
            lease = pushed(scene.after(wait).when(offer(back), TIMER)).getFirst();
            assertThat(lease.attempt()).isEqualTo(1);
        }
    }

    private static OfferMessage offer(MessageReturned back) {
        return new OfferMessage(LAB, BOB, back.messageId(), back.availableAt());
    }

    @Test
    void shouldLetReceiversAndCouriersShareAQueue() {
        scene.and(sent(1, 3, PLAIN));

        var received = scene.when(receive(1), BOBS_KEY).only(MessageLeased.class);
        var sentOn = pushed(scene.when(ack(received), BOBS_KEY));

        assertThat(received.holder()).isEqualTo(Holder.RECEIVER);
        assertThat(numbers(sentOn)).containsExactly(2, 3);
    }

    @Test
    void shouldSendStrictlyOneAfterTheOther() {
        scene.and(bobTakes(strictly()));
        var first = pushed(1, of("c"));
        assertThat(pushed(scene.when(send(2, of("c")), OWNER))).isEmpty();

        assertThat(numbers(pushed(scene.when(report(first, Outcome.DELIVERED), COURIER))))
                .containsExactly(2);
    }

    @Test
    void shouldLeaveToReceiversWhatIsSaidAfterAWebhookWasRemoved() {
        var lease = pushed(1, PLAIN);
        scene.when(new RemoveWebhook(LAB, BOB), OWNER).then(new WebhookRemoved(LAB, BOB));

        assertThat(pushed(scene.when(send(2, PLAIN), OWNER))).isEmpty();
        scene.when(report(lease, Outcome.DELIVERED), COURIER).only(MessageAcknowledged.class);
        assertThat(received(scene, 9)).containsExactly(2);
    }

    @Test
    void shouldLetNobodyButCouriersReport() {
        var lease = pushed(1, PLAIN);

        scene.when(report(lease, Outcome.DELIVERED), OWNER).thenRejected(FORBIDDEN);
        scene.when(report(lease, Outcome.DELIVERED), BOBS_KEY).thenRejected(FORBIDDEN);
    }

    @Test
    void shouldLetNobodyButEditorsSetAWebhook() {
        var set = new SetWebhook(LAB, BOB, URL, 4);

        scene.when(set, VIEWER).thenRejected(FORBIDDEN);
        scene.when(set, BOBS_KEY).thenRejected(FORBIDDEN);
        scene.when(set, EDITOR)
                .then(new WebhookSet(LAB, BOB, URL, 4))
                .when(set, OWNER)
                .thenAccepted(3, BOB.value());
        scene.when(new SetWebhook(LAB, NOBODY, URL, 4), OWNER).thenRejected(SANDBOX_NOT_FOUND);
        scene.ifMatch(2).when(set, OWNER).thenRejected(VERSION_MISMATCH);
    }

    @Test
    void shouldKnowWhetherThereIsAWebhook() {
        scene.when(new EnableWebhook(LAB, BOB), OWNER).thenUnchanged(1);
        scene.when(new EnableWebhook(LAB, ALICE), OWNER).thenRejected(WEBHOOK_NOT_FOUND);
        scene.when(new RemoveWebhook(LAB, ALICE), OWNER).thenRejected(WEBHOOK_NOT_FOUND);
    }

    @Test
    void shouldForgetTheWebhookOfADeletedSandbox() {
        pushed(1, PLAIN);

        scene.when(new DeleteSandbox(LAB, BOB), OWNER);
        timersSpeak(scene);

        assertThat(stage(scene, 1)).isEqualTo(Stage.DEAD);
        assertThat(scene.all(WebhookRow.class)).isEmpty();
    }
}
