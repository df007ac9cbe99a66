package io.roundtable.runtime.courier;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.wire.Json;
import io.roundtable.persistence.query.MessageView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is sent, as Standard Webhooks has it.
 *
 * @param type of the event that it is about: that a message was sent
 * @param timestamp when that happened, the same in every attempt
 */
record Body(String type, Instant timestamp, Message data) {

    private static final String TYPE = "io.roundtable.message.sent.v1";

    static byte[] of(MessageView view, int attempt) {
        return Json.write(new Body(TYPE, view.stamp().createdAt(), Message.of(view, attempt)));
    }

    /** A message as the API shows it to its receiver, but for the lease, which is the courier's. */
    @JsonInclude
    record Message(
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
            int hops,
            Instant createdAt,
            Instant updatedAt,
            long version) {

        private static Message of(MessageView view, int attempt) {
            var said = view.said();
            return new Message(
                    view.messageId().value(),
                    view.workspaceId().value(),
                    text(view.from()),
                    view.to().value(),
                    said.type(),
                    said.content(),
                    MessageStatus.SENT,
                    said.correlationId(),
                    text(said.inReplyTo()),
                    text(said.broadcastId()),
                    said.priority(),
                    said.expiresAt(),
                    said.deliverAt(),
                    view.key().sequence(),
                    attempt,
                    null,
                    view.progress().hops(),
                    view.stamp().createdAt(),
                    view.stamp().updatedAt(),
                    view.stamp().version());
        }

        private static @Nullable String text(@Nullable Object id) {
            return id == null ? null : id.toString();
        }
    }
}
