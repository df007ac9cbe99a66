package io.roundtable.contract.delivery;

import io.roundtable.contract.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a message failed.
 *
 * @param attempts leases that counted, since it was last put into the queue
 * @param firstFailedAt when the first of them ended; null where there was none
 * @param lastFailedAt when the message was given up
 * @param lastError what the last receiver said, at most 1,000 characters
 * @param redrives how often it was put back into the queue before
 */
public record Failure(
        FailureReason reason,
        int attempts,
        @Nullable Instant firstFailedAt,
        Instant lastFailedAt,
        @Nullable String lastError,
        int redrives) {

    public Failure {
        new Check()
                .required("reason", reason)
                .required("last_failed_at", lastFailedAt)
                .text("last_error", lastError, 0, 1_000)
                .done();
    }
}
