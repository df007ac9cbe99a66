package io.roundtable.engine.message;

import static io.roundtable.engine.Names.ALICE;
import static io.roundtable.engine.Names.BOB;
import static io.roundtable.engine.Names.LAB;
import static io.roundtable.engine.Names.json;
import static io.roundtable.engine.Names.message;

import io.roundtable.contract.MessageCommand.BroadcastMessage;
import io.roundtable.contract.MessageCommand.SendMessage;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxEvent.SandboxCreated;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.DeliverySettings;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.contract.workspace.SandboxDefaults;
import io.roundtable.contract.workspace.WorkspaceSettings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said in the tests of messages. */
final class Talk {

    static final Utterance HELLO = saying("\"hello\"");
    static final Utterance URGENT =
            new Utterance(MessageType.COMMAND, json("1"), null, null, null, null, Priority.URGENT);

    private Talk() {}

    static Utterance saying(String content) {
        return new Utterance(MessageType.NOTIFICATION, json(content), null, null, null, null, null);
    }

    static Utterance answering(MessageId parent) {
        return new Utterance(MessageType.RESPONSE, json("{}"), null, parent, null, null, null);
    }

    static Utterance until(@Nullable Instant expiresAt) {
        return new Utterance(MessageType.REQUEST, json("{}"), null, null, expiresAt, null, null);
    }

    static SendMessage send(Utterance utterance) {
        return send(ALICE, BOB, utterance);
    }

    static SendMessage send(@Nullable SandboxId from, SandboxId to, Utterance utterance) {
        return new SendMessage(LAB, message(1), from, to, utterance);
    }

    static MessageSent sent(int number, int hops) {
        return new MessageSent(LAB, message(number), ALICE, BOB, HELLO, hops);
    }

    static BroadcastMessage broadcast(Utterance utterance, SandboxId... to) {
        return new BroadcastMessage(LAB, message(100), ALICE, to.length == 0 ? null : List.of(to), utterance);
    }

    static WorkspaceSettings policy(
            @Nullable Boolean allowBroadcast, @Nullable List<MessageType> allowed, @Nullable Integer maxHops) {
        return new WorkspaceSettings(null, null, null, new CollaborationPolicy(allowBroadcast, allowed, maxHops));
    }

    static DeliverySettings ordered(Ordering ordering) {
        return new DeliverySettings(null, null, null, null, ordering, null);
    }

    static WorkspaceSettings byDefault(Ordering ordering) {
        return new WorkspaceSettings(new SandboxDefaults(null, ordered(ordering)), null, null, null);
    }

    static SandboxCreated created(SandboxId sandbox, Ordering ordering) {
        return new SandboxCreated(LAB, sandbox, new SandboxDefinition("x", null, null, null, ordered(ordering), null));
    }
}
