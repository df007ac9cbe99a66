package io.roundtable.engine.message;

import static io.roundtable.contract.RejectionCode.MESSAGE_EXISTS;
import static io.roundtable.contract.RejectionCode.RECIPIENT_NOT_FOUND;

import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.SandboxId;
import io.roundtable.engine.Decision;

/** The rules of a message to one sandbox, which may be the sender's own. */
final class Sending {

    private Sending() {}

    static Decision decide(Speech speech, SendMessage command) {
        return speech.allowed((from, hops) -> addressed(speech, command, from, hops));
    }

    private static Decision addressed(Speech speech, SendMessage command, SandboxId from, int hops) {
        var id = command.messageId();
        var to = command.toSandboxId();
        var recipient = speech.sandbox(to);
        if (recipient == null) {
            return Decision.rejected(RECIPIENT_NOT_FOUND, "there is no sandbox " + to + " to send to");
        }
        if (speech.overtakesAt(recipient)) {
            return Speech.mayNotOvertake(to);
        }
        if (speech.isTaken(id)) {
            return Decision.rejected(MESSAGE_EXISTS, "there is a message " + id + " already");
        }
        var full = speech.full(to);
        if (full != null) {
            return full;
        }
        return Decision.accepted(
                1, id.value(), new MessageSent(command.workspaceId(), id, from, to, command.utterance(), hops));
    }
}
