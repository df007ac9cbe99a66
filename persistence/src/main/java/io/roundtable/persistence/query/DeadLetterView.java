package io.roundtable.persistence.query;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.message.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A message that was given up, once; one that fails again after it was redriven is another dead letter.
 *
 * @param resolution why it was discarded
 * @param createdSequence of the event that made it: the order of dead letters
 */
public record DeadLetterView(
        WorkspaceId workspaceId,
        String deadLetterId,
        Letter letter,
        Failure failure,
        DeadLetterStatus status,
        @Nullable String resolution,
        long createdSequence,
        Stamp stamp) {

    /**
     * The message in question.
     *
     * @param from null where the system spoke
     */
    public record Letter(
            MessageId messageId,
            @Nullable SandboxId from,
            SandboxId to,
            MessageType type,
            @Nullable String correlationId) {}
}
