package io.roundtable.http.deadletter;

import io.roundtable.contract.Check;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.message.MessageType;
import io.roundtable.persistence.query.DeadLetterFilter;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a redrive by filter.
 *
 * @param filter must be there, if only as {@code {}}: nobody redrives everything by leaving something out
 * @param dryRun whether only to tell what would be done
 * @param perSecond at most, 1 to 100; by default 20
 * @param max most dead letters at a time, 1 to 1,000; by default 100
 * @param cursor of the answer before, to go on behind what that has looked at
 */
record ManyGiven(
        @Nullable FilterGiven filter,
        @Nullable Boolean dryRun,
        @Nullable Integer perSecond,
        @Nullable Integer max,
        @Nullable String cursor) {

    ManyGiven {
        new Check()
                .required("filter", filter)
                .range("per_second", perSecond, 1, 100)
                .range("max", max, 1, 1_000)
                .text("cursor", cursor, 1, 200)
                .done();
    }

    DeadLetterFilter wanted() {
        return Objects.requireNonNull(filter).filter();
    }

    boolean isDry() {
        return Boolean.TRUE.equals(dryRun);
    }

    int rate() {
        return Objects.requireNonNullElse(perSecond, 20);
    }

    int most() {
        return Objects.requireNonNullElse(max, 100);
    }

    /** Which of the dead letters that wait; all for which everything holds that is given. */
    record FilterGiven(
            @Nullable SandboxId toSandboxId,
            @Nullable SandboxId fromSandboxId,
            @Nullable MessageType messageType,
            @Nullable FailureReason reason,
            @Nullable String correlationId,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore) {

        DeadLetterFilter filter() {
            return new DeadLetterFilter(
                    null, toSandboxId, fromSandboxId, messageType, reason, correlationId, createdAfter, createdBefore);
        }
    }
}
