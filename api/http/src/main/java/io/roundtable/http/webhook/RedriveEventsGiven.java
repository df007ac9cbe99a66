package io.roundtable.http.webhook;

import io.roundtable.contract.Check;
import io.roundtable.contract.wire.EventPatterns;
import io.roundtable.http.redrive.BulkGiven;
import io.roundtable.persistence.query.DeadEventFilter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The body of a redrive by filter, as that of messages has it. */
record RedriveEventsGiven(
        @Nullable FilterGiven filter,
        @Nullable Boolean dryRun,
        @Nullable Integer perSecond,
        @Nullable Integer max,
        @Nullable String cursor)
        implements BulkGiven {

    RedriveEventsGiven {
        BulkGiven.check(filter, perSecond, max, cursor).done();
    }

    FilterGiven wanted() {
        return Objects.requireNonNull(filter);
    }

    /**
     * Which of the events that were given up; all for which everything holds that is given.
     *
     * @param eventTypes types of events, or beginnings of them with {@code *} at the end: 1 to 50
     */
    record FilterGiven(
            @Nullable List<String> eventTypes,
            @Nullable Instant happenedAfter,
            @Nullable Instant happenedBefore,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore) {

        FilterGiven {
            new Check()
                    .size("event_types", eventTypes, 1, EventPatterns.MOST)
                    .rule(
                            "event_types",
                            eventTypes == null || eventTypes.stream().allMatch(EventPatterns::isKnown),
                            "must be types of events, or beginnings of them with * at the end, such as message.*")
                    .done();
            eventTypes = eventTypes == null ? null : List.copyOf(eventTypes);
        }

        DeadEventFilter times() {
            return new DeadEventFilter(happenedAfter, happenedBefore, createdAfter, createdBefore);
        }

        /** Null for any, even of those that the log doesn't have. */
        @Nullable
        Predicate<String> types() {
            return eventTypes == null ? null : EventPatterns.of(eventTypes);
        }
    }
}
