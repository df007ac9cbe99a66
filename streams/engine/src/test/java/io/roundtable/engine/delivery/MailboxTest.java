package io.roundtable.engine.delivery;

import static io.roundtable.contract.RejectionCode.MAILBOX_FULL;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.delivery.Post.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.engine.DeliveryKey.OfInbox;
import io.roundtable.engine.Scene;
import org.junit.jupiter.api.Test;

final class MailboxTest {

    private static final DeliverySettings TWO = new DeliverySettings(null, null, null, 2, null, null);

    private final Scene scene = givenLab().and(bobTakes(TWO));

    private static SendMessage send(int number) {
        return new SendMessage(LAB, message(number), ALICE, BOB, PLAIN);
    }

    @Test
    void shouldRefuseMoreThanAMailboxHolds() {
        scene.when(send(1), EDITOR).accepted();
        scene.when(send(2), EDITOR).accepted();

        scene.when(send(3), EDITOR).thenRejected(MAILBOX_FULL, BOB.value());
    }

    @Test
    void shouldSayHowMuchAMailboxHolds() {
        scene.and(sent(1, 2, PLAIN));

        assertThat(scene.when(send(3), EDITOR).rejected().limit()).isEqualTo(2);
    }

    @Test
    void shouldCountWhatWaitsForItsHourOrBehindItsChain() {
        scene.and(bobTakes(new DeliverySettings(null, null, null, 3, strictly().ordering(), null)))
                .and(sent(1, 2, of("c")))
                .and(sent(3, notBefore(NOON.plusSeconds(1))));

        scene.when(send(4), EDITOR).thenRejected(MAILBOX_FULL);
    }

    @Test
    void shouldNotCountWhatIsLeasedOrDead() {
        scene.and(sent(1, 2, PLAIN));
        var lease = leased(scene);
        scene.when(send(3), EDITOR).accepted();
        scene.when(send(4), EDITOR).thenRejected(MAILBOX_FULL);

        scene.when(nak(lease, 0), BOBS_KEY);

        assertThat(inbox(scene).queued()).isEqualTo(3);
        scene.when(send(4), EDITOR).thenRejected(MAILBOX_FULL);
        scene.when(reject(leased(scene)), BOBS_KEY);
        scene.when(send(4), EDITOR).thenRejected(MAILBOX_FULL);
        scene.when(reject(leased(scene)), BOBS_KEY);
        scene.when(send(4), EDITOR).accepted();
    }

    @Test
    void shouldRefuseAWholeBroadcastWhenOneMailboxIsFull() {
        scene.and(created(CAROL)).and(sent(1, 2, PLAIN));

        scene.when(new BroadcastMessage(LAB, message(100), ALICE, null, PLAIN), EDITOR)
                .thenRejected(MAILBOX_FULL, BOB.value());

        assertThat(scene.rows().find(new OfInbox(LAB, CAROL))).isNull();
    }

    @Test
    void shouldAlwaysTakeTheSystemsOwnMessages() {
        var full = new DeliverySettings(null, null, null, 1, null, null);
        scene.and(new SandboxChanged(LAB, ALICE, new SandboxDefinition("A", null, null, null, full, null)))
                .and(sent(1, 2, PLAIN));

        scene.when(reject(leased(scene)), BOBS_KEY).accepted();
        scene.when(reject(leased(scene)), BOBS_KEY).accepted();

        assertThat(scene.row(new OfInbox(LAB, ALICE)).queued()).isEqualTo(2);
    }
}
