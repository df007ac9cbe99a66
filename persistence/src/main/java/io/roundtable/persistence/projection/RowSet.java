package io.roundtable.persistence.projection;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UpdatableRecord;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table that a batch of events touches, by primary key: what was loaded, as the fold has changed it.
 *
 * @param <R> the table's records; nobody else holds them
 */
final class RowSet<R extends UpdatableRecord<R>> {

    private final RowWriter<R> writer;
    private final @Nullable RowWriter<R> appending;
    private final Table<R> table;
    private final List<TableField<R, ?>> key;
    private final Set<List<Object>> wanted = new LinkedHashSet<>();
    private final Set<List<Object>> wantedBeginnings = new LinkedHashSet<>();
    private final Map<List<Object>, R> rows = new HashMap<>();
    private final Map<List<Object>, R> changed = new LinkedHashMap<>();
    private final Set<List<Object>> stored = new HashSet<>();
    private final Set<List<Object>> removed = new LinkedHashSet<>();

    RowSet(RowWriter<R> writer) {
        this(writer, null);
    }

    /**
     * @param writer of all rows, or of those that were loaded where new ones have a writer of their own
     * @param appending of those that weren't loaded, of which all must be {@linkplain #want wanted}; or null
     */
    RowSet(RowWriter<R> writer, @Nullable RowWriter<R> appending) {
        this.writer = writer;
        this.appending = appending;
        this.table = writer.table();
        this.key = writer.key();
    }

    Table<R> table() {
        return table;
    }

    /** All rows that are there after the fold. */
    List<R> rows() {
        return List.copyOf(rows.values());
    }

    /** Has a row loaded, if there is one; its key must be texts. */
    void want(String... ofKey) {
        wanted.add(List.of((Object[]) ofKey));
    }

    /**
     * Has all rows loaded whose keys begin so. There must be a bound on how many there can be.
     *
     * @param ofKey the first columns of the key, fewer than there are; as many in all calls
     */
    void wantAll(String... ofKey) {
        wantedBeginnings.add(List.of((Object[]) ofKey));
    }

    /** All rows whose keys begin so, where they were {@linkplain #wantAll wanted}. */
    List<R> findAll(Object... ofKey) {
        var beginning = List.of(ofKey);
        return rows.entrySet().stream()
                .filter(row -> row.getKey().subList(0, ofKey.length).equals(beginning))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Nullable
    R find(Object... ofKey) {
        return rows.get(List.of(ofKey));
    }

    /** @throws IllegalStateException where there is no such row */
    R get(Object... ofKey) {
        R row = find(ofKey);
        if (row == null) {
            throw new IllegalStateException(table.getName() + " has no row " + Arrays.toString(ofKey));
        }
        return row;
    }

    /** Changes a row that is there. */
    void change(R row, Consumer<R> change) {
        change.accept(row);
        changed.put(keyOf(row), row);
    }

    /** @throws IllegalStateException where there is such a row already */
    void insert(R row) {
        List<Object> ofRow = keyOf(row);
        if (rows.putIfAbsent(ofRow, row) != null) {
            throw new IllegalStateException(table.getName() + " already has a row " + ofRow);
        }
        changed.put(ofRow, row);
        removed.remove(ofRow);
    }

    /** @throws IllegalStateException where there is no such row */
    void remove(R row) {
        List<Object> ofRow = keyOf(row);
        if (rows.remove(ofRow) == null) {
            throw new IllegalStateException(table.getName() + " has no row " + ofRow);
        }
        changed.remove(ofRow);
        if (stored.contains(ofRow)) {
            removed.add(ofRow);
        }
    }

    void load(DSLContext transaction) {
        if (!wanted.isEmpty()) {
            load(transaction, keyIn(wanted));
        }
        if (!wantedBeginnings.isEmpty()) {
            int columns = wantedBeginnings.iterator().next().size();
            load(transaction, keyIn(key.subList(0, columns), wantedBeginnings));
        }
    }

    private void load(DSLContext transaction, Condition which) {
        transaction.selectFrom(table).where(which).forEach(row -> {
            List<Object> ofRow = keyOf(row);
            rows.put(ofRow, row);
            stored.add(ofRow);
        });
    }

    void write(DSLContext transaction) {
        if (!removed.isEmpty()) {
            transaction.deleteFrom(table).where(keyIn(removed)).execute();
        }
        if (appending == null) {
            writer.execute(transaction, changed.values());
        } else {
            var byAge = changed.entrySet().stream()
                    .collect(partitioningBy(
                            row -> stored.contains(row.getKey()), mapping(Map.Entry::getValue, toList())));
            writer.execute(transaction, byAge.getOrDefault(true, List.of()));
            appending.execute(transaction, byAge.getOrDefault(false, List.of()));
        }
    }

    List<Object> keyOf(R row) {
        Object[] values = new Object[key.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(key.get(i));
        }
        return List.of(values);
    }

    private Condition keyIn(Set<List<Object>> keys) {
        return keyIn(key, keys);
    }

    /** One array for each column of the key, which are texts, so that the statement is the same however many keys there are. */
    static Condition keyIn(List<? extends Field<?>> key, Set<List<Object>> keys) {
        List<Field<?>> arrays = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            int column = i;
            arrays.add(DSL.val(keys.stream().map(k -> (String) k.get(column)).toArray(String[]::new)));
        }
        return DSL.condition(
                "({0}) in (select * from unnest({1}))",
                DSL.list(key.toArray(QueryPart[]::new)), DSL.list(arrays.toArray(QueryPart[]::new)));
    }
}
