package io.roundtable.engine;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows in memory, in the order of their keys: for folds of the log that are compared with a store. */
public final class MapRows implements MutableRows {

    private final TreeMap<String, Row> rows = new TreeMap<>();

    @Override
    public <R extends Row> @Nullable R find(RowKey<R> key) {
        Row row = rows.get(key.text());
        return row == null ? null : key.type().cast(row);
    }

    @Override
    public List<RowKey.OfSandbox> sandboxes(WorkspaceId workspace, int limit) {
        String prefix = RowKey.OfSandbox.prefix(workspace);
        return rows.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .limit(limit)
                .map(key -> new RowKey.OfSandbox(workspace, new SandboxId(key.substring(prefix.length()))))
                .toList();
    }

    @Override
    public <R extends Row> List<R> range(RowKey<R> from, RowKey<R> before, int limit) {
        return rows.subMap(from.text(), before.text()).values().stream()
                .limit(limit)
                .map(from.type()::cast)
                .toList();
    }

    @Override
    public <R extends Row> void put(RowKey<R> key, R row) {
        rows.put(key.text(), row);
    }

    @Override
    public void remove(RowKey<?> key) {
        rows.remove(key.text());
    }

    /** Every row under the text of its key; a view that can't be changed. */
    public SortedMap<String, Row> rows() {
        return Collections.unmodifiableSortedMap(rows);
    }

    /** A copy without what isn't a fold of the log alone. */
    public SortedMap<String, Row> stable() {
        var stable = new TreeMap<>(rows);
        stable.keySet().removeIf(key -> key.startsWith(RowKey.VOLATILE));
        return Collections.unmodifiableSortedMap(stable);
    }
}
