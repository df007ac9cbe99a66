package io.roundtable.http.message;

import io.roundtable.contract.Check;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.Ids;
import io.roundtable.http.command.Verdict;

/** One message on its way: what was asked for, and the command that came of it. */
record Sending(MessageGiven given, SendMessage command) {

    /** @throws io.roundtable.contract.InvalidInput where it can't be sent to anybody */
    static Sending of(Sight sight, WorkspaceId workspace, MessageGiven given) {
        SandboxId to = given.toSandboxId();
        if (to == null) {
            new Check().required("to_sandbox_id", null).done();
            throw new IllegalStateException("a required field that is missing is a violation");
        }
        var from = sight.speaker(given.fromSandboxId());
        var command = new SendMessage(workspace, Ids.message(), from, to, given.utterance());
        return new Sending(given, command);
    }

    MessageResource resource(Verdict.Accepted accepted) {
        var route = new MessageResource.Route(
                command.workspaceId(),
                accepted.outcome().ids().getFirst(),
                null,
                command.fromSandboxId(),
                command.toSandboxId().value());
        return MessageResource.of(
                route, command.utterance(), accepted.reply(), accepted.outcome().decidedAt());
    }
}
