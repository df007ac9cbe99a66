package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.LEASE_STALE;
import static io.roundtable.contract.RejectionCode.SANDBOX_EXISTS;
import static io.roundtable.contract.RejectionCode.SANDBOX_NOT_FOUND;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.delivery.Post.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.InboxCommand.DrainInbox;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.DeliveryRow;
import io.roundtable.engine.DeliveryRow.InboxRow;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.Note.DrainGoesOn;
import io.roundtable.engine.Note.DrainIsOver;
import io.roundtable.engine.Row.DueRow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of the queue of a sandbox that is deleted. */
final class DrainingTest {

    private static final SandboxDeleted BOB_IS_GONE = new SandboxDeleted(LAB, BOB);
    private static final CreateSandbox BOB_AGAIN = new CreateSandbox(LAB, BOB, definition("Bob"));

    @Test
    void shouldDeadLetterWhateverIsLeftAndTellTheSenders() {
        var scene = givenLab().and(sent(1, 3, PLAIN)).and(sent(4, notBefore(NOON.plusSeconds(60))));
        leased(scene);
        scene.when(new DeleteSandbox(LAB, BOB), EDITOR);

        var drained = scene.when(new DrainInbox(LAB, BOB, 1, NOON), TIMER).accepted();

        assertThat(drained.notes()).containsExactly(new DrainIsOver(LAB, BOB, NOON));
        assertThat(drained.events()).filteredOn(MessageSent.class::isInstance).hasSize(4);
        assertThat(drained.events())
                .filteredOn(MessageDeadLettered.class::isInstance)
                .hasSize(4)
                .allMatch(event -> ((MessageDeadLettered) event).failure().reason() == FailureReason.RECIPIENT_DELETED);
        assertThat(scene.all(DueRow.class)).isEmpty();
    }

    @Test
    void shouldDrainALongQueueAHundredAtATime() {
        var scene = givenLab().and(sent(1, 250, PLAIN)).and(BOB_IS_GONE);

        var first = scene.when(new DrainInbox(LAB, BOB, 1, NOON), TIMER).accepted();

        assertThat(first.notes()).containsExactly(new DrainGoesOn(LAB, BOB, NOON, 101, NOON.plusMillis(1)));
        assertThat(first.events()).hasSize(200);
        scene.after(Duration.ofMillis(1));
        timersSpeak(scene);
        scene.after(Duration.ofMillis(1));
        timersSpeak(scene);
        assertThat(scene.all(DeliveryRow.EntryRow.class).filter(entry -> entry.stage() == Stage.DEAD))
                .hasSize(250);
        assertThat(scene.all(DueRow.class)).isEmpty();
    }

    @Test
    void shouldChangeNothingWhenItIsDrainedAgain() {
        var scene = givenLab().and(sent(1, PLAIN)).and(BOB_IS_GONE);
        timersSpeak(scene);

        scene.when(new DrainInbox(LAB, BOB, 1, NOON), TIMER).thenNoted(new DrainIsOver(LAB, BOB, NOON));
        assertThat(scene.all(DueRow.class)).isEmpty();
    }

    @Test
    void shouldLeaveNothingBehindOfASandboxThatHadNothingLeft() {
        var scene = givenLab().and(sent(1, PLAIN));
        scene.when(ack(leased(scene)), BOBS_KEY);

        scene.when(new DeleteSandbox(LAB, BOB), EDITOR);

        assertThat(scene.all(InboxRow.class)).isEmpty();
        assertThat(scene.all(DueRow.class)).isEmpty();
    }

    @Test
    void shouldLeaveNothingBehindWhenItsDeadLettersAreDiscarded() {
        var scene = givenLab().and(sent(1, 2, PLAIN)).and(BOB_IS_GONE);
        timersSpeak(scene);

        scene.when(discard(1), EDITOR);
        scene.when(discard(2), EDITOR);

        assertThat(scene.rows().find(new OfInbox(LAB, BOB))).isNull();
        assertThat(scene.all(DeliveryRow.EntryRow.class))
                .allMatch(entry -> entry.said().to().equals(ALICE));
    }

    @Test
    void shouldTellNobodyWhoIsGoneToo() {
        var scene = givenLab().and(sent(1, PLAIN)).and(BOB_IS_GONE, new SandboxDeleted(LAB, ALICE));

        scene.when(new DrainInbox(LAB, BOB, 1, NOON), TIMER);

        assertThat(scene.all(DeliveryRow.EntryRow.class)).hasSize(1);
    }

    @Test
    void shouldDeadLetterWhatASandboxWroteToItselfAndTellNobody() {
        var scene = givenLab()
                .and(new MessageSent(LAB, message(1), BOB, BOB, PLAIN, 0))
                .and(BOB_IS_GONE);

        scene.when(new DrainInbox(LAB, BOB, 1, NOON), TIMER);

        assertThat(stage(scene, 1)).isEqualTo(Stage.DEAD);
        assertThat(scene.all(DeliveryRow.EntryRow.class)).hasSize(1);
    }

    @Test
    void shouldTakeAnAcknowledgementUntilItIsDrained() {
        var scene = givenLab().and(sent(1, 2, PLAIN));
        var one = leased(scene);
        var two = leased(scene);
        scene.and(BOB_IS_GONE).when(ack(one), EDITOR).only(MessageAcknowledged.class);
        scene.when(release(two), EDITOR).accepted();
        timersSpeak(scene);

        scene.when(ack(two), EDITOR).thenRejected(LEASE_STALE);
        assertThat(stage(scene, 2)).isEqualTo(Stage.DEAD);
    }

    @Test
    void shouldDeadLetterAtOnceWhatIsGivenBackToNobody() {
        var scene = givenLab().and(sent(1, PLAIN));
        var lease = leased(scene);

        var events =
                scene.and(BOB_IS_GONE).when(nak(lease, 0), EDITOR).accepted().events();

        assertThat(((MessageDeadLettered) events.getFirst()).failure().reason())
                .isEqualTo(FailureReason.RECIPIENT_DELETED);
        timersSpeak(scene);
    }

    @Test
    void shouldHandOutNothingOfASandboxThatIsGone() {
        givenLab().and(sent(1, PLAIN)).and(BOB_IS_GONE).when(receive(1), EDITOR).thenRejected(SANDBOX_NOT_FOUND);
    }

    @Test
    void shouldNotGiveAnIdAgainWhileMessagesToItAreLeft() {
        var scene = givenLab().and(sent(1, PLAIN)).and(BOB_IS_GONE);
        scene.when(BOB_AGAIN, EDITOR).thenRejected(SANDBOX_EXISTS, "messages");
        timersSpeak(scene);
        scene.when(BOB_AGAIN, EDITOR).thenRejected(SANDBOX_EXISTS, "messages");
        scene.when(discard(1), EDITOR);

        scene.when(BOB_AGAIN, EDITOR).accepted();

        scene.and(sent(2, PLAIN));
        assertThat(received(scene, 9)).containsExactly(2);
    }

    @Test
    void shouldLeaveTheQueueOfASandboxAloneThatIsThere() {
        var scene = givenLab().and(sent(1, PLAIN));

        scene.when(new DrainInbox(LAB, BOB, 1, NOON), TIMER).thenNoted(new DrainIsOver(LAB, BOB, NOON));
        scene.when(new DrainInbox(LAB, BOB, 1, NOON), OWNER).thenRejected(FORBIDDEN);

        assertThat(received(scene, 9)).containsExactly(1);
    }

    @Test
    void shouldDrainAChainAndLetItsDeadLettersBeDiscardedInAnyOrder() {
        var scene =
                givenLab().and(bobTakes(strictly())).and(sent(1, 3, of("c"))).and(BOB_IS_GONE);
        timersSpeak(scene);

        scene.when(discard(2), EDITOR);
        scene.when(discard(1), EDITOR);
        scene.when(discard(3), EDITOR);

        assertThat(scene.all(DeliveryRow.ChainRow.class)).isEmpty();
    }
}
