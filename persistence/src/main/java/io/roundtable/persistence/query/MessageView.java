package io.roundtable.persistence.query;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message.
 *
 * @param from null where the system speaks
 */
public record MessageView(
        WorkspaceId workspaceId,
        MessageId messageId,
        @Nullable SandboxId from,
        SandboxId to,
        Said said,
        Progress progress,
        MessageKey key,
        Stamp stamp) {

    /**
     * What was said.
     *
     * @param content the text as it came
     */
    public record Said(
            MessageType type,
            RawJson content,
            @Nullable String correlationId,
            @Nullable MessageId inReplyTo,
            @Nullable MessageId broadcastId,
            Priority priority,
            @Nullable Instant expiresAt,
            @Nullable Instant deliverAt) {}

    /**
     * How far it has come.
     *
     * @param attempt leases so far
     * @param failure why it was given up
     * @param hops messages before it in its chain of answers
     */
    public record Progress(
            MessageStatus status, int attempt, @Nullable RawJson failure, int hops) {}
}
