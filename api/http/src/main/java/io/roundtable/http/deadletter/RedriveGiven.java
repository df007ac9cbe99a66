package io.roundtable.http.deadletter;

import io.roundtable.contract.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * The body of a redrive.
 *
 * @param content to be said instead of the original; left out where that stays
 */
record RedriveGiven(@Nullable RawJson content) {}
