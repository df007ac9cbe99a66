package io.roundtable.runtime.replay;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whether work has stood still for too long, for a reason that is known. */
final class Standstill {

    private final Duration longest;
    private final LongSupplier nanos;
    private long furthest = -1;
    private long since;
    private @Nullable String why;

    Standstill(Duration longest, LongSupplier nanos) {
        this.longest = longest;
        this.nanos = nanos;
    }

    /**
     * Hears how it is.
     *
     * @param done by now
     * @param trouble what keeps it from going on just now; null where nothing does, as between two attempts
     * @return why it should be given up; empty while it goes on, or nobody knows why it doesn't
     */
    Optional<String> givenUp(long done, @Nullable String trouble) {
        long now = nanos.getAsLong();
        if (done > furthest) {
            furthest = done;
            since = now;
            why = null;
        }
        why = trouble == null ? why : trouble;
        return why == null || now - since < longest.toNanos()
                ? Optional.empty()
                : Optional.of("nothing has gone on for %d minutes: %s".formatted(longest.toMinutes(), why));
    }
}
