package io.roundtable.runtime.command;

import io.roundtable.engine.DeliveryKey;
import io.roundtable.engine.Row;
import io.roundtable.engine.RowKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition that almost every command asks for, as they stand in its store: those of workspaces, members,
 * sandboxes and inboxes. Some hundreds of bytes each, at most {@value #MOST} of them, those asked for last. Else each
 * command would look for them among all rows, and decode them, though the one before has just written them.
 *
 * <p>Only {@link StoreRows} writes such rows; where that fails the partition begins anew, with none of these.
 */
final class RecentRows {

    static final int MOST = 2_000;

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<String, Row> rows = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Row> eldest) {
            return size() > MOST;
        }
    };

    /** Null where it isn't kept; it may be in the store. */
    <R extends Row> @Nullable R find(RowKey<R> key) {
        Row row = rows.get(key.text());
        return row == null ? null : key.type().cast(row);
    }

    /** This was found in the store. */
    <R extends Row> void found(RowKey<R> key, R row) {
        if (isAskedForOften(key)) {
            rows.put(key.text(), row);
        }
    }

    /** This is in the store from now on, or is no longer. */
    void changed(String key, Optional<Row> row) {
        rows.computeIfPresent(key, (_, _) -> row.orElse(null));
    }

    private static boolean isAskedForOften(RowKey<?> key) {
        return key instanceof RowKey.OfWorkspace
                || key instanceof RowKey.OfMember
                || key instanceof RowKey.OfSandbox
                || key instanceof DeliveryKey.OfInbox;
    }
}
