package io.roundtable.runtime.replay.engine;

import org.jspecify.annotations.Nullable;

/**
 * A row that isn't as the logs have it.
 *
 * @param store state or duplicates
 * @param stored as it is, cut to 400 characters; null where it is missing
 * @param folded as it should be, cut to 400 characters; null where it should not be
 */
public record RowDifference(
        String store,
        String key,
        @Nullable String stored,
        @Nullable String folded) {

    private static final int LONGEST = 400;

    public RowDifference {
        stored = cut(stored);
        folded = cut(folded);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
