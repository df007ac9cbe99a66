package io.roundtable.http.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.Reply;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import io.roundtable.persistence.query.MessageView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the members of its workspace see it.
 *
 * @param position the sequence of its event: the order of messages in a workspace
 * @param hops messages before it in its chain of answers; left out in the answer to a write
 * @param leaseId under which it was handed to its receiver; left out elsewhere
 * @param leasedUntil until when the receiver may say what became of it; left out elsewhere
 */
@JsonInclude
public record MessageResource(
        String messageId,
        String workspaceId,
        @Nullable String fromSandboxId,
        String toSandboxId,
        MessageType messageType,
        RawJson content,
        MessageStatus status,
        @Nullable String correlationId,
        @Nullable String inReplyTo,
        @Nullable String broadcastId,
        Priority priority,
        @Nullable Instant expiresAt,
        @Nullable Instant deliverAt,
        long position,
        int attempt,
        @Nullable RawJson failure,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer hops,
        Instant createdAt,
        Instant updatedAt,
        long version,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String leaseId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant leasedUntil) {

    public static MessageResource of(MessageView view) {
        var said = view.said();
        return new MessageResource(
                view.messageId().value(),
                view.workspaceId().value(),
                text(view.from()),
                view.to().value(),
                said.type(),
                said.content(),
                view.progress().status(),
                said.correlationId(),
                text(said.inReplyTo()),
                text(said.broadcastId()),
                said.priority(),
                said.expiresAt(),
                said.deliverAt(),
                view.key().sequence(),
                view.progress().attempt(),
                view.progress().failure(),
                view.progress().hops(),
                view.stamp().createdAt(),
                view.stamp().updatedAt(),
                view.stamp().version(),
                null,
                null);
    }

    /** As its receiver has it, whatever has become of it in the tables meanwhile. */
    public static MessageResource of(MessageView view, MessageLeased lease) {
        var said = of(view);
        return new MessageResource(
                said.messageId(),
                said.workspaceId(),
                said.fromSandboxId(),
                said.toSandboxId(),
                said.messageType(),
                said.content(),
                MessageStatus.SENT,
                said.correlationId(),
                said.inReplyTo(),
                said.broadcastId(),
                said.priority(),
                said.expiresAt(),
                said.deliverAt(),
                said.position(),
                lease.attempt(),
                null,
                said.hops(),
                said.createdAt(),
                said.updatedAt(),
                said.version(),
                lease.leaseId().value(),
                lease.leasedUntil());
    }

    /** Who speaks to whom, under which ids. */
    record Route(
            WorkspaceId workspace,
            String messageId,
            @Nullable String broadcastId,
            @Nullable SandboxId from,
            String to) {}

    /** As it was accepted, from the request and its reply: the tables need not have it yet. */
    static MessageResource of(Route route, Utterance utterance, Reply reply, Instant decidedAt) {
        return new MessageResource(
                route.messageId(),
                route.workspace().value(),
                text(route.from()),
                route.to(),
                utterance.messageType(),
                utterance.content(),
                MessageStatus.PENDING,
                utterance.correlationId(),
                text(utterance.inReplyTo()),
                route.broadcastId(),
                utterance.priority(),
                utterance.expiresAt(),
                utterance.deliverAt(),
                reply.sequence(),
                0,
                null,
                null,
                decidedAt,
                decidedAt,
                1,
                null,
                null);
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }
}
