package io.roundtable.engine;

import io.roundtable.contract.WorkspaceId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows that remember which of them were loaded. */
final class LoadedRows implements MutableRows {

    private final MapRows rows;
    private final Map<String, Row> loaded = new TreeMap<>();

    LoadedRows(MapRows rows) {
        this.rows = rows;
    }

    /** Every row that was there and was loaded. */
    List<Row> loaded() {
        return List.copyOf(loaded.values());
    }

    @Override
    public <R extends Row> @Nullable R find(RowKey<R> key) {
        R row = rows.find(key);
        if (row != null) {
            loaded.put(key.text(), row);
        }
        return row;
    }

    /** A scan loads what it passes, though it tells the keys alone. */
    @Override
    public List<RowKey.OfSandbox> sandboxes(WorkspaceId workspace, int limit) {
        var found = rows.sandboxes(workspace, limit);
        found.forEach(this::find);
        return found;
    }

    @Override
    public <R extends Row> List<R> range(RowKey<R> from, RowKey<R> before, int limit) {
        var found = rows.range(from, before, limit);
        found.forEach(row -> loaded.put(from.text() + " and on: " + row, row));
        return found;
    }

    @Override
    public <R extends Row> void put(RowKey<R> key, R row) {
        rows.put(key, row);
    }

    @Override
    public void remove(RowKey<?> key) {
        rows.remove(key);
    }
}
