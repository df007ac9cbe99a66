package io.roundtable.persistence.query;

import io.roundtable.contract.Check;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a workspace are wanted: those for which all holds that isn't null.
 *
 * @param either the sender or the recipient
 * @param createdAfter exclusive
 * @param createdBefore exclusive
 */
public record MessageFilter(
        @Nullable SandboxId from,
        @Nullable SandboxId to,
        @Nullable SandboxId either,
        @Nullable MessageType type,
        @Nullable MessageStatus status,
        @Nullable String correlationId,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {

    public static final MessageFilter NONE = new MessageFilter(null, null, null, null, null, null, null, null);

    /** @throws io.roundtable.contract.InvalidInput where no message can be so */
    public MessageFilter {
        new Check()
                .text("correlation_id", correlationId, 1, 255)
                .time("created_after", createdAfter)
                .time("created_before", createdBefore)
                .done();
    }

    /** The same of what one sandbox has sent or was sent. */
    public MessageFilter concerning(SandboxId sandbox) {
        return new MessageFilter(from, to, sandbox, type, status, correlationId, createdAfter, createdBefore);
    }

    /** Whether {@code message_count} can tell how many there are. */
    boolean isCounted() {
        return from == null && either == null && correlationId == null && createdAfter == null && createdBefore == null;
    }
}
