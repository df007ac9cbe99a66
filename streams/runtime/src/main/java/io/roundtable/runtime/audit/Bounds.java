package io.roundtable.runtime.audit;

/**
 * How far the logs of one partition go, as far as it is committed.
 *
 * @param decided every command before it is decided, and its outcome stands before the ends that are told here; 0 where
 *     that isn't known
 */
record Bounds(long decided, Extent commands, Extent replies, Extent letters) {

    /** @param end one past the last record */
    record Extent(long start, long end) {}
}
