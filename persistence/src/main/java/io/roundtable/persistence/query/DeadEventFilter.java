package io.roundtable.persistence.query;

import io.roundtable.contract.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the events that were given up for a subscription are wanted: those for which all holds that isn't null.
 *
 * @param happenedAfter exclusive; of the event
 * @param happenedBefore exclusive
 * @param createdAfter exclusive; when it was given up
 * @param createdBefore exclusive
 */
public record DeadEventFilter(
        @Nullable Instant happenedAfter,
        @Nullable Instant happenedBefore,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {

    /** @throws io.roundtable.contract.InvalidInput where no event can be so */
    public DeadEventFilter {
        new Check()
                .time("happened_after", happenedAfter)
                .time("happened_before", happenedBefore)
                .time("created_after", createdAfter)
                .time("created_before", createdBefore)
                .done();
    }
}
