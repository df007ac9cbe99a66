package io.roundtable.persistence.query;

import io.roundtable.contract.Check;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.message.MessageType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters of a workspace are wanted: those for which all holds that isn't null.
 *
 * @param createdAfter exclusive; of the dead letter, not of its message
 * @param createdBefore exclusive
 */
public record DeadLetterFilter(
        @Nullable DeadLetterStatus status,
        @Nullable SandboxId toSandboxId,
        @Nullable SandboxId fromSandboxId,
        @Nullable MessageType messageType,
        @Nullable FailureReason reason,
        @Nullable String correlationId,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {

    public static final DeadLetterFilter NONE = new DeadLetterFilter(null, null, null, null, null, null, null, null);

    /** @throws io.roundtable.contract.InvalidInput where no dead letter can be so */
    public DeadLetterFilter {
        new Check()
                .text("correlation_id", correlationId, 1, 255)
                .time("created_after", createdAfter)
                .time("created_before", createdBefore)
                .done();
    }
}
