package io.roundtable.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one part of a role is.
 *
 * @param part such as {@code streams} or {@code events-3}
 * @param ready whether it does its work
 * @param lag records behind; null where it follows nothing
 * @param since when it became so
 * @param action what a person can do about it; null where nothing is to be done
 */
public record RoleStatus(
        String part,
        boolean ready,
        @Nullable Long lag,
        Instant since,
        String detail,
        @Nullable String action) {}
