package io.roundtable.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one part of a role is.
 *
 * @param part such as {@code streams} or {@code events-3}
 * @param ready whether it does its work, or nobody waits for that
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
        @Nullable String action) {

    /** As it is, but nobody has to wait for it: where no request is answered by what this part does. */
    public RoleStatus awaitedByNobody() {
        String said = ready ? detail : "doesn't work now, and nothing is read of it: " + detail;
        return new RoleStatus(part, true, lag, since, said, action);
    }
}
