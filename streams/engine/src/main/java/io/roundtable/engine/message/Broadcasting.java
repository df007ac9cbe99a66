package io.roundtable.engine.message;

import static io.roundtable.contract.RejectionCode.BROADCAST_TOO_LARGE;
import static io.roundtable.contract.RejectionCode.MESSAGE_EXISTS;
import static io.roundtable.contract.RejectionCode.NOT_ALLOWED_BY_POLICY;
import static io.roundtable.contract.RejectionCode.NO_RECIPIENTS;
import static io.roundtable.contract.RejectionCode.RECIPIENT_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.TOO_MANY_RECIPIENTS;

import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.engine.Decision;
import io.roundtable.engine.Derived;
import io.roundtable.engine.RowKey.OfSandbox;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rules of one content for many sandboxes: said once, in one event, with a message for each who is to hear it. */
final class Broadcasting {

    static final int MAX_RECIPIENTS = 1_000;

    /** Most bytes that a broadcast may be worth, recipients times content: what receivers will have to be sent. */
    static final long MAX_BYTES = 16L * 1024 * 1024;

    private Broadcasting() {}

    static Decision decide(Speech speech, BroadcastMessage command) {
        return speech.allowed((from, hops) -> {
            if (!speech.policy().allowsBroadcast()) {
                return Decision.rejected(NOT_ALLOWED_BY_POLICY, "the workspace allows no broadcasts");
            }
            var named = command.toSandboxIds();
            return named == null
                    ? bounded(speech, command, everyoneBut(from, speech), hops)
                    : toNamed(speech, command, named, hops);
        });
    }

    private static List<SandboxId> everyoneBut(SandboxId sender, Speech speech) {
        // one for the sender and one to tell that there are too many
        return speech.state().sandboxes(speech.workspaceId(), MAX_RECIPIENTS + 2).stream()
                .map(OfSandbox::sandbox)
                .filter(id -> !id.equals(sender))
                .toList();
    }

    private static Decision toNamed(Speech speech, BroadcastMessage command, List<SandboxId> named, int hops) {
        if (speech.from() != null && named.contains(speech.from())) {
            return Decision.rejected(
                    RECIPIENT_NOT_FOUND,
                    "sandbox " + speech.from() + " is the sender and gets no copy of its broadcast");
        }
        return bounded(speech, command, named, hops);
    }

    private static Decision bounded(Speech speech, BroadcastMessage command, List<SandboxId> to, int hops) {
        long bytes = (long) to.size() * command.utterance().content().bytes();
        if (to.isEmpty()) {
            return Decision.rejected(NO_RECIPIENTS, "the workspace has no sandbox but the sender");
        }
        if (to.size() > MAX_RECIPIENTS) {
            return Decision.rejected(
                    TOO_MANY_RECIPIENTS, "a broadcast may have at most " + MAX_RECIPIENTS + " recipients");
        }
        if (bytes > MAX_BYTES) {
            return Decision.rejected(
                    BROADCAST_TOO_LARGE,
                    "recipients times content is " + bytes + " bytes, and may be " + MAX_BYTES + " at most");
        }
        return addressed(speech, command, to, hops);
    }

    private static Decision addressed(Speech speech, BroadcastMessage command, List<SandboxId> to, int hops) {
        for (var id : to) {
            var recipient = speech.sandbox(id);
            if (recipient == null) {
                return Decision.rejected(RECIPIENT_NOT_FOUND, "there is no sandbox " + id + " to send to");
            }
            if (speech.overtakesAt(recipient)) {
                return Speech.mayNotOvertake(id);
            }
            var full = speech.full(id);
            if (full != null) {
                return full;
            }
        }
        var copies = IntStream.range(0, to.size())
                .mapToObj(i -> new Copy(Derived.copy(command.broadcastId(), i), to.get(i)))
                .toList();
        return said(speech, command, copies, hops);
    }

    private static Decision said(Speech speech, BroadcastMessage command, List<Copy> copies, int hops) {
        var broadcastId = command.broadcastId();
        var from = Objects.requireNonNull(speech.from());
        var ids = Stream.concat(Stream.of(broadcastId), copies.stream().map(Copy::messageId))
                .toList();
        var taken = ids.stream().filter(speech::isTaken).findFirst();
        if (taken.isPresent()) {
            return Decision.rejected(MESSAGE_EXISTS, "there is a message " + taken.get() + " already");
        }
        var event = new MessageBroadcast(command.workspaceId(), broadcastId, from, copies, command.utterance(), hops);
        return new Decision.Accepted(
                List.of(event), List.of(), 1, ids.stream().map(MessageId::value).toList());
    }
}
