package io.roundtable.http.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something of this node that can be ready or not. */
@FunctionalInterface
public interface ReadinessSource {

    List<Part> parts();

    /**
     * How one part is.
     *
     * @param role such as {@code api}
     * @param status {@code ready}, {@code degraded} where the node can go on without, or {@code not_ready}
     * @param lag records behind; null where it follows nothing
     * @param since when it became so; null where that isn't known
     * @param action what a person can do about it
     */
    record Part(
            String role,
            String part,
            Status status,
            @Nullable Long lag,
            @Nullable Instant since,
            String detail,
            @Nullable String action) {}

    /** From best to worst. */
    enum Status {
        READY,
        DEGRADED,
        NOT_READY;

        @com.fasterxml.jackson.annotation.JsonValue
        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
