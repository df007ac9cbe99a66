package io.roundtable.app.webhook;

import io.roundtable.app.deadletter.BulkMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which of the events that were given up to redrive, and how. */
final class EventFilterOptions {
    @Option(names = "--all", description = "all of them")
    private boolean isAll;

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description =
                    "those of these types, or beginnings of them with * at the end, such as message.*; several with"
                            + " commas between")
    private List<String> types = List.of();

    @Option(names = "--happened-after", paramLabel = "TIME", description = "those that happened after it (RFC 3339)")
    private @Nullable Instant happenedAfter;

    @Option(names = "--happened-before", paramLabel = "TIME", description = "those that happened before it")
    private @Nullable Instant happenedBefore;

    @Option(names = "--created-after", paramLabel = "TIME", description = "those that were given up after it")
    private @Nullable Instant createdAfter;

    @Option(names = "--created-before", paramLabel = "TIME", description = "those that were given up before it")
    private @Nullable Instant createdBefore;

    @Mixin
    private final BulkMode mode = new BulkMode();

    /** What all of them have in common, as the API has it. */
    record Filter(
            @Nullable List<String> eventTypes,
            @Nullable Instant happenedAfter,
            @Nullable Instant happenedBefore,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore) {
        Filter {
            eventTypes = eventTypes == null ? null : List.copyOf(eventTypes);
        }
    }

    private static final Filter NONE = new Filter(null, null, null, null, null);

    /** Whether it is said which: nobody redrives everything by leaving something out. */
    boolean isGiven() {
        return isAll || !filter().equals(NONE);
    }

    Filter filter() {
        return new Filter(types.isEmpty() ? null : types, happenedAfter, happenedBefore, createdAfter, createdBefore);
    }

    BulkMode mode() {
        return mode;
    }
}
