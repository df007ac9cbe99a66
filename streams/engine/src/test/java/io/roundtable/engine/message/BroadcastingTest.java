package io.roundtable.engine.message;

import static io.roundtable.contract.RejectionCode.BROADCAST_TOO_LARGE;
import static io.roundtable.contract.RejectionCode.FORBIDDEN;
import static io.roundtable.contract.RejectionCode.HOP_LIMIT;
import static io.roundtable.contract.RejectionCode.IN_REPLY_TO_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.MESSAGE_EXISTS;
import static io.roundtable.contract.RejectionCode.NOT_ALLOWED_BY_POLICY;
import static io.roundtable.contract.RejectionCode.NO_RECIPIENTS;
import static io.roundtable.contract.RejectionCode.PRIORITY_WITH_STRICT;
import static io.roundtable.contract.RejectionCode.RECIPIENT_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.SENDER_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.TOO_MANY_RECIPIENTS;
import static io.roundtable.contract.RejectionCode.WORKSPACE_ARCHIVED;
import static io.roundtable.engine.Names.*;
import static io.roundtable.engine.Scene.given;
import static io.roundtable.engine.Scene.givenLab;
import static io.roundtable.engine.message.Talk.HELLO;
import static io.roundtable.engine.message.Talk.URGENT;
import static io.roundtable.engine.message.Talk.answering;
import static io.roundtable.engine.message.Talk.broadcast;
import static io.roundtable.engine.message.Talk.saying;
import static io.roundtable.engine.message.Talk.send;
import static io.roundtable.engine.message.Talk.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.engine.Derived;
import io.roundtable.engine.Row.MessageRow;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.Scene;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BroadcastingTest {

    private static SandboxId crowd(int i) {
        return new SandboxId(String.format(Locale.ROOT, "sb_crowd%06d", i));
    }

    /** Alice and so many others. */
    private static Scene givenCrowd(int others) {
        var scene = given(labCreated(), created(ALICE));
        IntStream.range(0, others).forEach(i -> scene.and(created(crowd(i))));
        return scene;
    }

    private static List<SandboxId> recipients(Scene.Outcome outcome) {
        return outcome.only(MessageBroadcast.class).copies().stream()
                .map(Copy::toSandboxId)
                .toList();
    }

    @Test
    void shouldReachEverySandboxButTheSender() {
        var outcome = givenLab().and(created(CAROL)).when(broadcast(HELLO), EDITOR);

        assertThat(recipients(outcome)).containsExactly(BOB, CAROL);
    }

    @Test
    void shouldReachWhomItNamesInTheirOrder() {
        var outcome = givenLab().and(created(CAROL)).when(broadcast(HELLO, CAROL, BOB), EDITOR);

        assertThat(recipients(outcome)).containsExactly(CAROL, BOB);
    }

    @Test
    void shouldNotReachDeletedSandboxes() {
        var scene = givenLab().and(created(CAROL), new SandboxDeleted(LAB, BOB));

        scene.when(broadcast(HELLO, BOB, CAROL), EDITOR).thenRejected(RECIPIENT_NOT_FOUND, BOB.value());
        assertThat(recipients(scene.when(broadcast(HELLO), EDITOR))).containsExactly(CAROL);
    }

    @Test
    void shouldSayItOnceAndKeepARowForEachMessage() {
        var scene = givenLab().and(created(CAROL));

        var event = scene.when(broadcast(HELLO), EDITOR).only(MessageBroadcast.class);

        assertThat(event.utterance()).isEqualTo(HELLO);
        assertThat(event.fromSandboxId()).isEqualTo(ALICE);
        assertThat(event.copies())
                .allSatisfy(copy -> assertThat(scene.row(new OfMessage(LAB, copy.messageId())))
                        .isEqualTo(new MessageRow(0, copy.toSandboxId(), 1)));
        assertThat(scene.rows().find(new OfMessage(LAB, event.broadcastId()))).isNull();
    }

    @Test
    void shouldAnswerWithItsOwnIdAndThenTheMessagesInOrder() {
        var outcome = givenLab().and(created(CAROL)).when(broadcast(HELLO), EDITOR);

        var copies = outcome.only(MessageBroadcast.class).copies().stream()
                .map(copy -> copy.messageId().value());
        assertThat(outcome.accepted().ids())
                .isEqualTo(
                        Stream.concat(Stream.of(message(100).value()), copies).toList());
        assertThat(outcome.accepted().version()).isEqualTo(1);
    }

    @Test
    void shouldDeriveDistinctIdsThatKeepTheTimeOfTheBroadcasts() {
        var broadcast = new MessageId("msg_01jb2xw0cg7kqv3t9n5r8m2dfe");

        var ids = IntStream.range(0, 1_000)
                .mapToObj(i -> Derived.copy(broadcast, i))
                .toList();

        assertThat(ids)
                .doesNotHaveDuplicates()
                .doesNotContain(broadcast)
                .allSatisfy(id ->
                        assertThat(id.value()).startsWith("msg_01jb2xw0cg").hasSize(30));
        assertThat(ids.getFirst().value()).isEqualTo("msg_01jb2xw0cg6vvvqpjfsdhz3n4e");
    }

    @Test
    void shouldDeriveIdsFromTheShortestIdToo() {
        assertThat(Derived.copy(new MessageId("msg_0123456789"), 0).value())
                .startsWith("msg_0123456789")
                .hasSize(30);
    }

    @Test
    void shouldLetASandboxSpeakForItself() {
        var command = new BroadcastMessage(LAB, message(100), null, null, HELLO);

        assertThat(recipients(givenLab().when(command, ALICES_KEY))).containsExactly(BOB);
    }

    @Test
    void shouldRejectThoseWhoMayNotSpeak() {
        var asBob = new BroadcastMessage(LAB, message(100), BOB, null, HELLO);
        var asNobody = new BroadcastMessage(LAB, message(100), NOBODY, null, HELLO);
        var byNobody = new BroadcastMessage(LAB, message(100), null, null, HELLO);

        givenLab().when(asBob, ALICES_KEY).thenRejected(FORBIDDEN);
        givenLab().when(asBob, VIEWER).thenRejected(FORBIDDEN);
        givenLab().when(asNobody, EDITOR).thenRejected(SENDER_NOT_FOUND);
        givenLab().when(byNobody, EDITOR).thenRejected(SENDER_NOT_FOUND);
        givenLab().and(labArchived()).when(asBob, EDITOR).thenRejected(WORKSPACE_ARCHIVED);
    }

    @Test
    void shouldRejectTheSenderAmongItsRecipients() {
        givenLab().when(broadcast(HELLO, BOB, ALICE), EDITOR).thenRejected(RECIPIENT_NOT_FOUND, "is the sender");
    }

    @Test
    void shouldRejectARecipientThatIsNotThere() {
        givenLab().when(broadcast(HELLO, BOB, NOBODY), EDITOR).thenRejected(RECIPIENT_NOT_FOUND, NOBODY.value());
    }

    @Test
    void shouldRejectWhenThereIsNobodyElse() {
        given(labCreated(), created(ALICE)).when(broadcast(HELLO), OWNER).thenRejected(NO_RECIPIENTS);
    }

    @Test
    void shouldReachAThousandAndNoMore() {
        assertThat(recipients(givenCrowd(1_000).when(broadcast(HELLO), OWNER))).hasSize(1_000);
        givenCrowd(1_001).when(broadcast(HELLO), OWNER).thenRejected(TOO_MANY_RECIPIENTS, "1000");
    }

    @Test
    void shouldRejectMoreThanAThousandNamesBeforeLookingThemUp() {
        var names = IntStream.range(0, 1_001).mapToObj(BroadcastingTest::crowd).toArray(SandboxId[]::new);

        givenLab().when(broadcast(HELLO, names), OWNER).thenRejected(TOO_MANY_RECIPIENTS);
    }

    @Test
    void shouldRejectWhatIsTooMuchForAllTogether() {
        var content = "\"" + "x".repeat(262_142) + "\""; // 256 KiB: 64 copies are 16 MiB

        assertThat(recipients(givenCrowd(64).when(broadcast(saying(content)), OWNER)))
                .hasSize(64);
        givenCrowd(65).when(broadcast(saying(content)), OWNER).thenRejected(BROADCAST_TOO_LARGE, "16777216");
    }

    @Test
    void shouldRejectWhatThePolicyDoesNotAllow() {
        given(labCreated(Talk.policy(false, null, null)), created(ALICE), created(BOB))
                .when(broadcast(HELLO), OWNER)
                .thenRejected(NOT_ALLOWED_BY_POLICY, "broadcast");
        given(labCreated(Talk.policy(true, List.of(MessageType.REQUEST), null)), created(ALICE), created(BOB))
                .when(broadcast(HELLO), OWNER)
                .thenRejected(NOT_ALLOWED_BY_POLICY, "notification");
    }

    @Test
    void shouldBeALinkInAChainOfAnswersLikeAnyMessage() {
        givenLab().when(broadcast(answering(message(9))), EDITOR).thenRejected(IN_REPLY_TO_NOT_FOUND);
        givenLab()
                .and(sent(9, 1_000))
                .when(broadcast(answering(message(9))), EDITOR)
                .thenRejected(HOP_LIMIT);

        var scene = givenLab().and(sent(9, 4));
        var copy = scene.when(broadcast(answering(message(9))), EDITOR)
                .only(MessageBroadcast.class)
                .copies()
                .getFirst();
        scene.when(send(BOB, ALICE, answering(copy.messageId())), EDITOR);
        assertThat(scene.row(new OfMessage(LAB, message(1))).hops()).isEqualTo(6);
    }

    @Test
    void shouldRejectUrgencyWhenAnyRecipientIsStrict() {
        givenLab()
                .and(Talk.created(CAROL, Ordering.STRICT))
                .when(broadcast(URGENT), EDITOR)
                .thenRejected(PRIORITY_WITH_STRICT, CAROL.value());
    }

    @Test
    void shouldRejectIdsThatAreTaken() {
        var scene = givenLab();
        scene.when(broadcast(HELLO), EDITOR);

        scene.when(broadcast(HELLO), EDITOR).thenRejected(MESSAGE_EXISTS);
        givenLab()
                .and(sent(100, 0))
                .when(broadcast(HELLO), EDITOR)
                .thenRejected(MESSAGE_EXISTS, message(100).value());
    }
}
