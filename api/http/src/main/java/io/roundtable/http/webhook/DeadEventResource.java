package io.roundtable.http.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.persistence.query.DeadEventView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event that was given up for a webhook. */
@JsonInclude
record DeadEventResource(
        long position,
        Instant happenedAt,
        int attempts,
        @Nullable String lastError,
        Instant createdAt) {

    static DeadEventResource of(DeadEventView view) {
        return new DeadEventResource(view.sequence(), view.at(), view.attempts(), view.lastError(), view.deadAt());
    }
}
