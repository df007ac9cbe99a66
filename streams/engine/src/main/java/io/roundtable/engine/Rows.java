package io.roundtable.engine;

import io.roundtable.contract.WorkspaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A read-only view of the rows of state. A decision reads few of them, however large the workspace is. */
public interface Rows {

    <R extends Row> @Nullable R find(RowKey<R> key);

    /**
     * A row that must be there, since an event that is being folded presupposes it.
     *
     * @throws IllegalStateException where it isn't, which is a bug
     */
    default <R extends Row> R get(RowKey<R> key) {
        R row = find(key);
        if (row == null) {
            throw new IllegalStateException("no row under " + key.text());
        }
        return row;
    }

    /**
     * The ids of a workspace's sandboxes, in order of their ids.
     *
     * @param limit most ids to return
     */
    List<RowKey.OfSandbox> sandboxes(WorkspaceId workspace, int limit);

    /**
     * The rows between two keys, in order of their keys.
     *
     * @param from the first key of a range
     * @param before the end of the range, itself not in it
     * @param limit most rows to return
     */
    <R extends Row> List<R> range(RowKey<R> from, RowKey<R> before, int limit);
}
