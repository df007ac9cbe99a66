package io.roundtable.http.deadletter;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.message.MessageType;
import io.roundtable.http.redrive.BulkGiven;
import io.roundtable.persistence.query.DeadLetterFilter;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a redrive by filter. */
record ManyGiven(
        @Nullable FilterGiven filter,
        @Nullable Boolean dryRun,
        @Nullable Integer perSecond,
        @Nullable Integer max,
        @Nullable String cursor)
        implements BulkGiven {

    ManyGiven {
        BulkGiven.check(filter, perSecond, max, cursor).done();
    }

    DeadLetterFilter wanted() {
        return Objects.requireNonNull(filter).filter();
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
