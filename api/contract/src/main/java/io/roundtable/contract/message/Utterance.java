package io.roundtable.contract.message;

import io.roundtable.contract.Check;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is said, whoever it is said to.
 *
 * @param content any JSON, opaque, at most 256 KiB as it came
 * @param correlationId what the message belongs to, 1 to 255 characters
 * @param inReplyTo a message of the same workspace
 * @param expiresAt when it is no longer worth delivering
 * @param deliverAt before which it isn't to be delivered
 */
public record Utterance(
        MessageType messageType,
        RawJson content,
        @Nullable String correlationId,
        @Nullable MessageId inReplyTo,
        @Nullable Instant expiresAt,
        @Nullable Instant deliverAt,
        Priority priority) {

    /** The largest content, in bytes. */
    public static final int MAX_CONTENT_BYTES = 256 * 1024;

    public Utterance(
            @Nullable MessageType messageType,
            @Nullable RawJson content,
            @Nullable String correlationId,
            @Nullable MessageId inReplyTo,
            @Nullable Instant expiresAt,
            @Nullable Instant deliverAt,
            @Nullable Priority priority) {
        new Check()
                .required("message_type", messageType)
                .required("content", content)
                .rule("content", content == null || content.bytes() <= MAX_CONTENT_BYTES, "must be at most 256 KiB")
                .text("correlation_id", correlationId, 1, 255)
                .time("expires_at", expiresAt)
                .time("deliver_at", deliverAt)
                .rule(
                        "deliver_at",
                        expiresAt == null || deliverAt == null || deliverAt.isBefore(expiresAt),
                        "must be before expires_at")
                .done();
        this.messageType = Objects.requireNonNull(messageType);
        this.content = Objects.requireNonNull(content);
        this.correlationId = correlationId;
        this.inReplyTo = inReplyTo;
        this.expiresAt = expiresAt;
        this.deliverAt = deliverAt;
        this.priority = Objects.requireNonNullElse(priority, Priority.NORMAL);
    }
}
