package io.roundtable.http.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.message.MessageType;
import io.roundtable.persistence.query.DeadLetterById;
import io.roundtable.persistence.query.DeadLetterById.Contents;
import io.roundtable.persistence.query.DeadLetterView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the members of its workspace see it.
 *
 * @param redrives how often its message had been redriven before
 * @param resolution why it was discarded
 * @param content as the message was sent; left out in lists
 * @param redrivenContent said instead since the message was redriven with it; left out in lists and where there is none
 */
@JsonInclude
record DeadLetterResource(
        String deadLetterId,
        String workspaceId,
        String messageId,
        @Nullable String fromSandboxId,
        String toSandboxId,
        MessageType messageType,
        @Nullable String correlationId,
        FailureReason reason,
        int attempts,
        int redrives,
        @Nullable Instant firstFailedAt,
        Instant lastFailedAt,
        @Nullable String lastError,
        String status,
        @Nullable String resolution,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RawJson content,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RawJson redrivenContent,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /** As it stands in a list. */
    static DeadLetterResource of(DeadLetterView view) {
        return of(view, null);
    }

    static DeadLetterResource of(DeadLetterById.Whole whole) {
        return of(whole.letter(), whole.contents());
    }

    private static DeadLetterResource of(DeadLetterView view, @Nullable Contents contents) {
        var letter = view.letter();
        var failure = view.failure();
        SandboxId from = letter.from();
        return new DeadLetterResource(
                view.deadLetterId(),
                view.workspaceId().value(),
                letter.messageId().value(),
                from == null ? null : from.value(),
                letter.to().value(),
                letter.type(),
                letter.correlationId(),
                failure.reason(),
                failure.attempts(),
                failure.redrives(),
                failure.firstFailedAt(),
                failure.lastFailedAt(),
                failure.lastError(),
                view.status().wire(),
                view.resolution(),
                contents == null ? null : contents.original(),
                contents == null ? null : contents.redriven(),
                view.stamp().createdAt(),
                view.stamp().updatedAt(),
                view.stamp().version());
    }
}
