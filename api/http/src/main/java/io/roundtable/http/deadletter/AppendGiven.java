package io.roundtable.http.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * The body of a redrive of a record.
 *
 * @param dryRun whether only to tell what would be appended, and where
 */
record AppendGiven(@Nullable Boolean dryRun) {

    boolean isDry() {
        return Boolean.TRUE.equals(dryRun);
    }
}
