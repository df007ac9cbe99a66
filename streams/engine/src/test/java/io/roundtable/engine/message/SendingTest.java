package io.roundtable.engine.message;

import static io.roundtable.contract.RejectionCode.ALREADY_EXPIRED;
import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.HOP_LIMIT;
import static io.roundtable.contract.RejectionCode.IN_REPLY_TO_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.MESSAGE_EXISTS;
import static io.roundtable.contract.RejectionCode.NOT_ALLOWED_BY_POLICY;
import static io.roundtable.contract.RejectionCode.PRIORITY_WITH_STRICT;
import static io.roundtable.contract.RejectionCode.RECIPIENT_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.SENDER_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.VERSION_MISMATCH;
import static io.roundtable.contract.RejectionCode.WORKSPACE_ARCHIVED;
import static io.roundtable.contract.RejectionCode.WORKSPACE_NOT_FOUND;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.given;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.message.Talk.HELLO;
import static io.roundtable.engine.message.Talk.URGENT;
import static io.roundtable.engine.message.Talk.answering;
import static io.roundtable.engine.message.Talk.send;
import static io.roundtable.engine.message.Talk.sent;
import static io.roundtable.engine.message.Talk.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.contract.workspace.SandboxDefaults;
import io.roundtable.contract.workspace.WorkspaceSettings;
import io.roundtable.engine.Row.MessageRow;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SendingTest {

    private static Scene givenLabWith(WorkspaceSettings settings) {
        return given(labCreated(settings), created(ALICE), created(BOB));
    }

    @Test
    void shouldQueueAMessageForItsRecipient() {
        var scene = givenLab().when(send(HELLO), EDITOR).then(new MessageSent(LAB, message(1), ALICE, BOB, HELLO, 0));

        assertThat(scene.row(new OfMessage(LAB, message(1)))).isEqualTo(new MessageRow(0, BOB, 1));
    }

    @Test
    void shouldAnswerWithTheMessagesId() {
        givenLab().when(send(HELLO), OWNER).thenAccepted(1, message(1).value());
    }

    @Test
    void shouldLetASandboxSpeakForItselfWithoutNamingIt() {
        givenLab().when(send(null, BOB, HELLO), ALICES_KEY).then(sent(1, 0));
        givenLab().when(send(ALICE, BOB, HELLO), ALICES_KEY).then(sent(1, 0));
    }

    @Test
    void shouldRejectASandboxThatSpeaksForAnother() {
        givenLab().when(send(BOB, ALICE, HELLO), ALICES_KEY).thenRejected(FORBIDDEN);
        givenLab().when(send(NOBODY, ALICE, HELLO), ALICES_KEY).thenRejected(FORBIDDEN);
    }

    @Test
    void shouldRejectThoseWhoMayNotSpeak() {
        givenLab().when(send(HELLO), VIEWER).thenRejected(FORBIDDEN);
        givenLab().when(send(HELLO), TIMER).thenRejected(FORBIDDEN);
        givenLab().when(send(HELLO), STRANGER).thenRejected(WORKSPACE_NOT_FOUND);
        givenLab().when(send(null, BOB, HELLO), Principal.sandbox(NOBODY)).thenRejected(WORKSPACE_NOT_FOUND);
        given().when(send(HELLO), OWNER).thenRejected(WORKSPACE_NOT_FOUND);
    }

    @Test
    void shouldRejectWhenNobodySpeaks() {
        givenLab().when(send(null, BOB, HELLO), EDITOR).thenRejected(SENDER_NOT_FOUND, "from_sandbox_id");
        givenLab().when(send(NOBODY, BOB, HELLO), EDITOR).thenRejected(SENDER_NOT_FOUND, NOBODY.value());
    }

    @Test
    void shouldRejectWhenThereIsNoRecipient() {
        givenLab().when(send(ALICE, NOBODY, HELLO), EDITOR).thenRejected(RECIPIENT_NOT_FOUND, NOBODY.value());
        givenLab().and(new SandboxDeleted(LAB, BOB)).when(send(HELLO), EDITOR).thenRejected(RECIPIENT_NOT_FOUND);
    }

    @Test
    void shouldLetASandboxWriteToItself() {
        givenLab()
                .when(send(ALICE, ALICE, HELLO), ALICES_KEY)
                .then(new MessageSent(LAB, message(1), ALICE, ALICE, HELLO, 0));
    }

    @Test
    void shouldRejectWhenTheWorkspaceIsArchived() {
        givenLab().and(labArchived()).when(send(HELLO), EDITOR).thenRejected(WORKSPACE_ARCHIVED);
        givenLab().and(labArchived()).when(send(HELLO), ALICES_KEY).thenRejected(WORKSPACE_ARCHIVED);
    }

    @Test
    void shouldRejectTypesThatThePolicyDoesNotAllow() {
        var scene = givenLabWith(Talk.policy(null, List.of(MessageType.REQUEST), null));

        scene.when(send(HELLO), OWNER).thenRejected(NOT_ALLOWED_BY_POLICY, "notification");
        scene.when(send(until(null)), OWNER).thenAccepted(1, message(1).value());
    }

    @Test
    void shouldRejectAnAnswerToNothing() {
        givenLab()
                .when(send(answering(message(9))), EDITOR)
                .thenRejected(IN_REPLY_TO_NOT_FOUND, message(9).value());
    }

    @Test
    void shouldCountTheHopsOfAChainOfAnswers() {
        givenLab()
                .and(sent(9, 4))
                .when(send(answering(message(9))), EDITOR)
                .then(new MessageSent(LAB, message(1), ALICE, BOB, answering(message(9)), 5));
    }

    @Test
    void shouldEndAChainAtAThousandHopsByDefault() {
        givenLab()
                .and(sent(9, 999))
                .when(send(answering(message(9))), EDITOR)
                .thenAccepted(1, message(1).value());
        givenLab().and(sent(9, 1000)).when(send(answering(message(9))), EDITOR).thenRejected(HOP_LIMIT, "1000");
    }

    @Test
    void shouldEndAChainWhereThePolicySays() {
        var scene = givenLabWith(Talk.policy(null, null, 2)).and(sent(8, 1), sent(9, 2));

        scene.when(send(answering(message(9))), OWNER).thenRejected(HOP_LIMIT, "2");
        scene.when(send(answering(message(8))), OWNER)
                .thenAccepted(1, message(1).value());
    }

    @Test
    void shouldRejectWhatHasExpiredAlready() {
        givenLab().when(send(until(NOON)), EDITOR).thenRejected(ALREADY_EXPIRED);
        givenLab().when(send(until(NOON.minusSeconds(1))), EDITOR).thenRejected(ALREADY_EXPIRED);
        givenLab()
                .when(send(until(NOON.plusMillis(1))), EDITOR)
                .thenAccepted(1, message(1).value());
    }

    @Test
    void shouldRejectUrgentMessagesWhereOrderIsStrict() {
        given(labCreated(), created(ALICE), Talk.created(BOB, Ordering.STRICT))
                .when(send(URGENT), OWNER)
                .thenRejected(PRIORITY_WITH_STRICT, BOB.value());
        givenLabWith(Talk.byDefault(Ordering.STRICT)).when(send(URGENT), OWNER).thenRejected(PRIORITY_WITH_STRICT);
    }

    @Test
    void shouldTakeUrgentMessagesWhereOrderIsNotStrict() {
        givenLab().when(send(URGENT), OWNER).thenAccepted(1, message(1).value());
        givenLabWith(new WorkspaceSettings(new SandboxDefaults(null, null), null, null, null))
                .when(send(URGENT), OWNER)
                .thenAccepted(1, message(1).value());
        given(labCreated(Talk.byDefault(Ordering.STRICT)), created(ALICE), Talk.created(BOB, Ordering.DEFAULT))
                .when(send(URGENT), OWNER)
                .thenAccepted(1, message(1).value());
    }

    @Test
    void shouldTakeNormalMessagesWhereOrderIsStrict() {
        givenLabWith(Talk.byDefault(Ordering.STRICT)).when(send(HELLO), OWNER).then(sent(1, 0));
    }

    @Test
    void shouldRejectAnIdThatIsTaken() {
        givenLab()
                .and(sent(1, 0))
                .when(send(HELLO), EDITOR)
                .thenRejected(MESSAGE_EXISTS, message(1).value());
    }

    @Test
    void shouldRejectWhenAVersionIsExpectedOfWhatIsNotThere() {
        givenLab().ifMatch(1).when(send(HELLO), EDITOR).thenRejected(VERSION_MISMATCH);
    }
}
