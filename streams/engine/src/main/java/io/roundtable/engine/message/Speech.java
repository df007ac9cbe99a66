package io.roundtable.engine.message;

import static io.roundtable.contract.RejectionCode.ALREADY_EXPIRED;
import static io.roundtable.contract.RejectionCode.HOP_LIMIT;
import static io.roundtable.contract.RejectionCode.IN_REPLY_TO_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.NOT_ALLOWED_BY_POLICY;
import static io.roundtable.contract.RejectionCode.PRIORITY_WITH_STRICT;
import static io.roundtable.contract.RejectionCode.SENDER_NOT_FOUND;
import static io.roundtable.contract.RejectionCode.WORKSPACE_ARCHIVED;

import io.roundtable.contract.MessageCommand;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.contract.workspace.CollaborationPolicy;
import io.roundtable.engine.Asked;
import io.roundtable.engine.Decision;
import io.roundtable.engine.Row.SandboxRow;
import io.roundtable.engine.Row.WorkspaceRow;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.Rows;
import io.roundtable.engine.delivery.Mailbox;
import io.roundtable.engine.delivery.Traces;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Something that is about to be said, and the rules that hold whether one is to hear it or many. */
record Speech(
        Rows state,
        WorkspaceRow workspace,
        MessageCommand command,
        @Nullable SandboxId from,
        Instant time) {

    static Speech of(Rows state, Asked<? extends MessageCommand> asked, WorkspaceRow workspace) {
        return new Speech(state, workspace, asked.command(), speaker(asked), asked.time());
    }

    private static @Nullable SandboxId speaker(Asked<? extends MessageCommand> asked) {
        var named = asked.command().fromSandboxId();
        boolean forItself = named == null && asked.principal().kind() == Principal.Kind.SANDBOX;
        return forItself ? new SandboxId(asked.principal().id()) : named;
    }

    /**
     * Goes on to the rules of what is said to whom, once it may be said at all.
     *
     * @param rule is given the sender and the hops behind the message
     */
    Decision allowed(BiFunction<SandboxId, Integer, Decision> rule) {
        if (!workspace.active()) {
            return Decision.rejected(WORKSPACE_ARCHIVED, "the workspace is archived and takes no new messages");
        }
        if (from == null) {
            return Decision.rejected(SENDER_NOT_FOUND, "from_sandbox_id is required unless a sandbox's key is used");
        }
        if (sandbox(from) == null) {
            return Decision.rejected(SENDER_NOT_FOUND, "there is no sandbox " + from + " to send from");
        }
        if (!policy().allows(utterance().messageType())) {
            return Decision.rejected(
                    NOT_ALLOWED_BY_POLICY,
                    "the workspace allows no messages of type " + utterance().messageType());
        }
        Instant expiresAt = utterance().expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(time)) {
            return Decision.rejected(ALREADY_EXPIRED, "expires_at is " + expiresAt + ", and it is " + time);
        }
        return inChain(hops -> rule.apply(from, hops));
    }

    private Decision inChain(IntFunction<Decision> rule) {
        var inReplyTo = utterance().inReplyTo();
        if (inReplyTo == null) {
            return rule.apply(0);
        }
        Integer before = Traces.hops(state, workspaceId(), inReplyTo, time);
        if (before == null) {
            return Decision.rejected(IN_REPLY_TO_NOT_FOUND, "there is no message " + inReplyTo + " to reply to");
        }
        int hops = before + 1;
        return hops > policy().hopLimit()
                ? Decision.rejected(
                        HOP_LIMIT, "a chain of answers may be " + policy().hopLimit() + " messages long at most")
                : rule.apply(hops);
    }

    /** Whether the message would have to overtake where nothing may. */
    boolean overtakesAt(SandboxRow recipient) {
        return utterance().priority() == Priority.URGENT
                && recipient.deliveryIn(workspace).ordering() == Ordering.STRICT;
    }

    static Decision mayNotOvertake(SandboxId recipient) {
        return Decision.rejected(
                PRIORITY_WITH_STRICT,
                "sandbox " + recipient + " takes messages in strict order, so none can be urgent");
    }

    /** Whether an id was given before, as far back as anybody could give it again. */
    boolean isTaken(MessageId id) {
        return Traces.hops(state, workspaceId(), id, time) != null;
    }

    /** The refusal where a recipient, of which there is one, takes no more; else null. */
    @Nullable
    Decision full(SandboxId recipient) {
        var mailbox = Mailbox.of(state, workspace, workspaceId(), recipient);
        return mailbox != null && mailbox.isFull()
                ? mailbox.refusal(recipient, "it must receive before more is sent")
                : null;
    }

    @Nullable
    SandboxRow sandbox(SandboxId id) {
        return state.find(new OfSandbox(workspaceId(), id));
    }

    CollaborationPolicy policy() {
        return workspace.collaboration();
    }

    WorkspaceId workspaceId() {
        return command.workspaceId();
    }

    Utterance utterance() {
        return command.utterance();
    }
}
