package io.roundtable.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Principal;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.log.LogLayout;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ResponseWaitersTest {

    private static final WorkspaceId LAB = new WorkspaceId("ws_laboratory01");
    private static final SandboxId ALICE = new SandboxId("sb_alice00001");
    private static final SandboxId BOB = new SandboxId("sb_bob0000001");
    private static final SandboxId DORA = new SandboxId("sb_dora000001");
    private static final MessageId ASKED = new MessageId("msg_asked00001");
    private static final Utterance RESPONSE =
            new Utterance(MessageType.RESPONSE, new RawJson("1"), null, ASKED, null, null, null);

    private final ResponseWaiters waiters = new ResponseWaiters(
            HttpSettings.of("nowhere:1", "https://example.com/"),
            new LogLayout("no-topic", new Partitions(1)),
            new SimpleMeterRegistry());

    @Test
    void shouldTellAKeyOfNoAnswerThatItMayNotSee() {
        // Given
        var alices = waiter(ALICE);
        var members = waiter(null);

        // When
        tell(17, new MessageSent(LAB, new MessageId("msg_answer0001"), BOB, DORA, RESPONSE, 1));
        tell(18, broadcast(DORA));

        // Then
        assertThat(alices.answered()).isNotDone();
        assertThat(members.answered()).isCompletedWithValue(17L);
    }

    @Test
    void shouldTellAKeyOfWhatItsSandboxHasSentOrWasSent() {
        // Given
        var alices = waiter(ALICE);
        var bobs = waiter(BOB);
        var doras = waiter(DORA);

        // When
        tell(17, new MessageSent(LAB, new MessageId("msg_answer0001"), BOB, ALICE, RESPONSE, 1));
        tell(18, broadcast(ALICE, DORA));

        // Then
        assertThat(alices.answered()).isCompletedWithValue(17L);
        assertThat(bobs.answered()).isCompletedWithValue(17L);
        assertThat(doras.answered()).isCompletedWithValue(18L);
    }

    private ResponseWaiters.Waiter waiter(@Nullable SandboxId only) {
        return waiters.register(LAB, ASKED, new Sight(only));
    }

    private static MessageBroadcast broadcast(SandboxId... to) {
        var copies = List.of(to).stream()
                .map(one -> new MessageEvent.Copy(
                        new MessageId("msg_0" + one.value().substring(3)), one))
                .toList();
        return new MessageBroadcast(LAB, new MessageId("msg_broadcast1"), BOB, copies, RESPONSE, 1);
    }

    private void tell(long sequence, MessageEvent event) {
        var cause = new EventEnvelope.Cause(new CommandId("cmd_0000000000"), sequence);
        waiters.onEvent(
                new EventEnvelope("e-0", sequence, Instant.EPOCH, Principal.system("test"), cause, null, null, event),
                0);
    }
}
