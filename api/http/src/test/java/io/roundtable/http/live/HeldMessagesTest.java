package io.roundtable.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class HeldMessagesTest {

    private static final WorkspaceId LAB = new WorkspaceId("ws_laboratory01");
    private static final SandboxId BOB = new SandboxId("sb_bob0000001");
    private static final MessageId MESSAGE = new MessageId("msg_0000000001");
    private static final int PARTITION = 3;

    private final HeldMessages messages = new HeldMessages(1_000_000);

    @Test
    void shouldHoldAMessageAsItIsAfterItsSteps() {
        // When
        say();
        var lease = new MessageLeased(LAB, BOB, MESSAGE, new LeaseId("ls_0000000001"), 2, Instant.EPOCH, null);
        tell(2, lease);

        // Then
        var progress = Objects.requireNonNull(messages.find(LAB, MESSAGE)).progress();
        assertThat(progress.status()).isEqualTo(MessageStatus.SENT);
        assertThat(progress.attempt()).isEqualTo(2);
    }

    @Test
    void shouldForgetThePartitionWhereARecordCanNotBeReadThatMayHaveBeenAStep() {
        // Given
        say();

        // When
        messages.onUnreadable(PARTITION - 1);
        var ofOther = messages.find(LAB, MESSAGE);
        messages.onUnreadable(PARTITION);

        // Then
        assertThat(ofOther).isNotNull();
        assertThat(messages.find(LAB, MESSAGE)).isNull();
    }

    private void say() {
        var said = new Utterance(MessageType.REQUEST, new RawJson("1"), null, null, null, null, null);
        tell(1, new MessageSent(LAB, MESSAGE, null, BOB, said, 0));
    }

    private void tell(long sequence, Event event) {
        var cause = new EventEnvelope.Cause(new CommandId("cmd_0000000000"), sequence);
        messages.onEvent(
                new EventEnvelope("e-0", sequence, Instant.EPOCH, Principal.system("test"), cause, null, null, event),
                PARTITION);
    }
}
