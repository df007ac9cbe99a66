package io.roundtable.persistence.version;

import static java.util.stream.Collectors.joining;

import io.roundtable.persistence.version.Difference.Kind;
import io.roundtable.persistence.version.Difference.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Rows of one table in two schemas, by their key. */
final class RowPairs {

    private static final int FETCH_SIZE = 1_000;
    private static final String HASH = "row_hash";

    private final Table<?> table;
    private final List<String> key;
    private final DSLContext one;
    private final String oneSchema;
    private final DSLContext other;
    private final String otherSchema;

    RowPairs(Table<?> table, DSLContext one, String oneSchema, DSLContext other, String otherSchema) {
        this.table = table;
        this.key = Objects.requireNonNull(table.getPrimaryKey()).getFields().stream()
                .map(Field::getName)
                .toList();
        this.one = one;
        this.oneSchema = oneSchema;
        this.other = other;
        this.otherSchema = otherSchema;
    }

    Cursor<Record> ones() {
        return rows(one, oneSchema);
    }

    Cursor<Record> others() {
        return rows(other, otherSchema);
    }

    /** Keys as text in an order of their bytes, and a hash of the row. */
    private Cursor<Record> rows(DSLContext sql, String schema) {
        String keys = key.stream()
                .map(name -> "t.\"" + name + "\"::text collate \"C\" as \"" + name + '"')
                .collect(joining(", "));
        String order =
                IntStream.rangeClosed(1, key.size()).mapToObj(Integer::toString).collect(joining(", "));
        return sql.resultQuery("select %s, md5(t::text) as %s from %s.%s t order by %s"
                        .formatted(keys, HASH, schema, table.getName(), order))
                .fetchSize(FETCH_SIZE)
                .fetchLazy();
    }

    static boolean areEqual(Record one, Record other) {
        return Objects.equals(one.get(HASH), other.get(HASH));
    }

    /** Rows that aren't there come last. */
    int compare(@Nullable Record one, @Nullable Record other) {
        if (one == null || other == null) {
            return one == null ? (other == null ? 0 : 1) : -1;
        }
        for (String column : key) {
            int order = one.get(column, String.class).compareTo(other.get(column, String.class));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    Difference only(Record row, Kind kind) {
        return new Difference(table.getName(), keyOf(row), kind, Map.of());
    }

    Difference changed(Record row) {
        Map<String, String> here = read(row, one, oneSchema);
        Map<String, String> there = read(row, other, otherSchema);
        var columns = new LinkedHashMap<String, Values>();
        here.forEach((column, value) -> {
            String otherValue = Objects.requireNonNullElse(there.get(column), "null");
            if (!value.equals(otherValue)) {
                columns.put(column, new Values(cut(value), cut(otherValue)));
            }
        });
        return new Difference(table.getName(), keyOf(row), Kind.CHANGED, columns);
    }

    private Map<String, String> read(Record row, DSLContext sql, String schema) {
        String columns = table.fieldStream()
                .map(field -> '"' + field.getName() + "\"::text")
                .collect(joining(", "));
        String where = key.stream().map(name -> '"' + name + "\"::text = ?").collect(joining(" and "));
        Record found = Objects.requireNonNull(sql.fetchOne(
                "select " + columns + " from " + schema + "." + table.getName() + " where " + where,
                key.stream().map(name -> row.get(name, String.class)).toArray()));
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < found.size(); i++) {
            values.put(
                    Objects.requireNonNull(table.field(i)).getName(),
                    Objects.requireNonNullElse(found.get(i, String.class), "null"));
        }
        return values;
    }

    private Map<String, String> keyOf(Record row) {
        var values = new LinkedHashMap<String, String>();
        key.forEach(name -> values.put(name, row.get(name, String.class)));
        return values;
    }

    private static String cut(String text) {
        return text.length() <= Difference.MAX_TEXT ? text : text.substring(0, Difference.MAX_TEXT) + "…";
    }
}
