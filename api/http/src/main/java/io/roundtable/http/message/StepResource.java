package io.roundtable.http.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.persistence.query.StepView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rung of a message's ladder.
 *
 * @param position the sequence of its event
 */
@JsonInclude
record StepResource(
        long position,
        String step,
        Instant at,
        StepView.Actor actor,
        @Nullable Integer attempt,
        @Nullable String leaseId,
        @Nullable Instant until,
        @Nullable String reason,
        @Nullable String detail) {

    static StepResource of(StepView view) {
        return new StepResource(
                view.sequence(),
                view.step(),
                view.at(),
                view.actor(),
                view.attempt(),
                view.leaseId(),
                view.until(),
                view.reason(),
                view.detail());
    }
}
