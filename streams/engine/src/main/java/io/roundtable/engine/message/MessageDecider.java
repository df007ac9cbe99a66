package io.roundtable.engine.message;

import io.roundtable.contract.MessageCommand;
import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decider;
import io.roundtable.engine.Decision;
import io.roundtable.engine.Gate;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Rows;
import io.roundtable.engine.delivery.Course;
import java.time.Instant;

/** What may be said: editors and owners speak for any sandbox of the workspace, a sandbox's key for itself. */
public final class MessageDecider implements Decider<MessageCommand, MessageEvent> {

    @Override
    public Decision decide(Rows state, Asked<? extends MessageCommand> asked) {
        var gate = new Gate(state, asked);
        return gate.forSandbox(
                asked.command().fromSandboxId(),
                workspace -> gate.atVersion(0, () -> {
                    var speech = Speech.of(state, asked, workspace);
                    return switch (asked.command()) {
                        case SendMessage command -> Sending.decide(speech, command);
                        case BroadcastMessage command -> Broadcasting.decide(speech, command);
                    };
                }));
    }

    @Override
    public void evolve(MutableRows state, MessageEvent event, Instant time) {
        switch (event) {
            case MessageSent sent ->
                new Course(state, sent.workspaceId(), sent.toSandboxId(), time)
                        .sent(sent.messageId(), sent.fromSandboxId(), sent.utterance(), sent.hops());
            case MessageBroadcast broadcast ->
                broadcast
                        .copies()
                        .forEach(copy -> new Course(state, broadcast.workspaceId(), copy.toSandboxId(), time)
                                .sent(
                                        copy.messageId(),
                                        broadcast.fromSandboxId(),
                                        broadcast.utterance(),
                                        broadcast.hops()));
        }
    }
}
