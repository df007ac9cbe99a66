package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.DEAD_LETTER_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.LEASE_STALE;
import static io.roundtable.contract.RejectionCode.MAILBOX_FULL;
import static io.roundtable.contract.RejectionCode.RECIPIENT_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.WORKSPACE_NOT_FOUND;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.delivery.Post.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.DeadLetterCommand.DiscardMessage;
import io.roundtable.contract.DeadLetterCommand.RedriveMessage;
import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageRedriven;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.engine.Scene;
import org.junit.jupiter.api.Test;

final class DeadLettersTest {

    private final Scene scene = givenLab().and(sent(1, of("c")));

    private MessageLeased rejectedOne() {
        var lease = leased(scene);
        scene.when(reject(lease), BOBS_KEY);
        return lease;
    }

    @Test
    void shouldPutADeadLetterBackIntoTheQueueWithAllItsAttempts() {
        scene.and(bobTakes(attempts(2, 0)));
        scene.when(nak(leased(scene), 0), BOBS_KEY);
        scene.when(nak(leased(scene), 0), BOBS_KEY);

        scene.when(redrive(1), EDITOR).then(new MessageRedriven(LAB, BOB, message(1), null, 1, "c"));

        assertThat(leased(scene).attempt()).isEqualTo(1);
        assertThat(entry(scene, 1).tries().leases()).isEqualTo(3);
    }

    @Test
    void shouldCarryOtherContent() {
        rejectedOne();

        scene.when(new RedriveMessage(LAB, message(1), json("2")), EDITOR)
                .then(new MessageRedriven(LAB, BOB, message(1), json("2"), 1, "c"));
    }

    @Test
    void shouldCountRedrivesInTheNextFailure() {
        rejectedOne();
        scene.when(redrive(1), EDITOR);

        var events = scene.when(reject(leased(scene)), BOBS_KEY).accepted().events();

        assertThat(((MessageDeadLettered) events.getFirst()).failure().redrives())
                .isEqualTo(1);
        scene.when(redrive(1), EDITOR).then(new MessageRedriven(LAB, BOB, message(1), null, 2, "c"));
    }

    @Test
    void shouldLetADecisionFallOnTheDeadLetterAloneThatIsMeant() {
        rejectedOne();
        scene.when(redrive(1), EDITOR);
        scene.when(reject(leased(scene)), BOBS_KEY);

        scene.when(new RedriveMessage(LAB, message(1), json("2"), 0), EDITOR).thenRejected(DEAD_LETTER_NOT_FOUND);
        scene.when(new DiscardMessage(LAB, message(1), "old", 0), EDITOR).thenRejected(DEAD_LETTER_NOT_FOUND);
        scene.when(new RedriveMessage(LAB, message(1), null, 1), EDITOR).only(MessageRedriven.class);
    }

    @Test
    void shouldPutADeadLetterBackInItsOldPlace() {
        rejectedOne();
        scene.and(sent(2, 4, PLAIN));
        assertThat(received(scene, 1)).containsExactly(2);
        scene.when(redrive(1), EDITOR);

        assertThat(received(scene, 9)).containsExactly(1, 3, 4);
    }

    @Test
    void shouldEndWhatIsDiscarded() {
        var lease = rejectedOne();

        scene.when(discard(1), EDITOR).then(new DeadLetterDiscarded(LAB, BOB, message(1), "of no use", 0, "c"));

        assertThat(isOver(scene, 1)).isTrue();
        scene.when(ack(lease), BOBS_KEY).thenRejected(LEASE_STALE);
        scene.when(discard(1), EDITOR).thenRejected(DEAD_LETTER_NOT_FOUND);
        scene.when(redrive(1), EDITOR).thenRejected(DEAD_LETTER_NOT_FOUND);
    }

    @Test
    void shouldRejectWhatIsNoDeadLetter() {
        scene.when(redrive(1), EDITOR)
                .thenRejected(DEAD_LETTER_NOT_FOUND, message(1).value());
        scene.when(discard(1), EDITOR).thenRejected(DEAD_LETTER_NOT_FOUND);
        scene.when(redrive(9), EDITOR).thenRejected(DEAD_LETTER_NOT_FOUND);
        var lease = leased(scene);
        scene.when(redrive(1), EDITOR).thenRejected(DEAD_LETTER_NOT_FOUND);
        scene.when(reject(lease), BOBS_KEY);
        scene.when(redrive(1), EDITOR);
        scene.when(redrive(1), EDITOR).thenRejected(DEAD_LETTER_NOT_FOUND);
    }

    @Test
    void shouldLetEditorsAloneDecide() {
        rejectedOne();

        scene.when(redrive(1), BOBS_KEY).thenRejected(FORBIDDEN);
        scene.when(discard(1), VIEWER).thenRejected(FORBIDDEN);
        scene.when(discard(1), TIMER).thenRejected(FORBIDDEN);
        scene.when(redrive(1), STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
    }

    @Test
    void shouldNotRedriveToNobody() {
        rejectedOne();

        scene.and(new SandboxDeleted(LAB, BOB)).when(redrive(1), EDITOR).thenRejected(RECIPIENT_NOT_FOUND);
        scene.when(discard(1), EDITOR).only(DeadLetterDiscarded.class);
    }

    @Test
    void shouldNotRedriveIntoAFullMailbox() {
        rejectedOne();
        scene.and(sent(2, PLAIN)).and(bobTakes(new DeliverySettings(null, null, null, 1, null, null)));

        scene.when(redrive(1), EDITOR).thenRejected(MAILBOX_FULL);
        leased(scene);
        scene.when(redrive(1), EDITOR).only(MessageRedriven.class);
    }
}
