package io.roundtable.persistence.projection;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UpdatableRecord;

/**
 * Writes many rows by one statement, {@code insert … select … from unnest(…)} with one array for each column: the
 * statement is the same for one row and for thousands, so the server plans it once, and binds are as many as columns.
 *
 * <p>Straight through JDBC, because the driver sends the arrays in binary.
 *
 * @param conflict the clause after {@code on conflict}, or empty: a row that is there already is then an error
 */
record ArrayInsert<R extends UpdatableRecord<R>>(Table<R> table, List<ArrayColumn> columns, String conflict)
        implements RowWriter<R> {

    /** Writes new rows. */
    static <R extends UpdatableRecord<R>> ArrayInsert<R> appending(Table<R> table) {
        return of(table, "");
    }

    /** Writes rows whether they are there or not. */
    static <R extends UpdatableRecord<R>> ArrayInsert<R> replacing(Table<R> table) {
        return adding(table, Set.of(), Set.of());
    }

    /** Writes rows that aren't there, and leaves those that are. */
    static <R extends UpdatableRecord<R>> ArrayInsert<R> ignoring(Table<R> table) {
        return of(table, " on conflict do nothing");
    }

    /**
     * Writes rows, into those that are there in part only.
     *
     * @param added columns whose values are added to those that are there
     * @param kept columns that stay as they are
     */
    static <R extends UpdatableRecord<R>> ArrayInsert<R> adding(
            Table<R> table, Set<Field<?>> added, Set<Field<?>> kept) {
        List<TableField<R, ?>> key = keyOf(table);
        String assignments = table.fieldStream()
                .filter(field -> !key.contains(field) && !kept.contains(field))
                .map(field -> assignment(field, added.contains(field)))
                .collect(Collectors.joining(", "));
        String target = key.stream().map(ArrayInsert::quoted).collect(Collectors.joining(", "));
        return of(table, " on conflict (" + target + ") do update set " + assignments);
    }

    @Override
    public void execute(DSLContext transaction, Collection<R> rows) {
        ArrayStatement.execute(transaction, statement(transaction), columns, rows);
    }

    private String statement(DSLContext transaction) {
        return "insert into " + transaction.render(table) + " as t ("
                + columns.stream().map(ArrayColumn::name).collect(Collectors.joining(", ")) + ") select "
                + columns.stream().map(ArrayColumn::selected).collect(Collectors.joining(", ")) + " from unnest("
                + columns.stream().map(ArrayColumn::placeholder).collect(Collectors.joining(", ")) + ") as u ("
                + columns.stream().map(ArrayColumn::name).collect(Collectors.joining(", ")) + ")" + conflict;
    }

    private static <R extends UpdatableRecord<R>> ArrayInsert<R> of(Table<R> table, String conflict) {
        return new ArrayInsert<>(table, table.fieldStream().map(ArrayColumn::of).toList(), conflict);
    }

    static <R extends UpdatableRecord<R>> List<TableField<R, ?>> keyOf(Table<R> table) {
        var primary = table.getPrimaryKey();
        if (primary == null) {
            throw new IllegalArgumentException(table.getName() + " has no primary key");
        }
        return primary.getFields();
    }

    private static String assignment(Field<?> field, boolean added) {
        String name = quoted(field);
        return name + " = " + (added ? "t." + name + " + " : "") + "excluded." + name;
    }

    private static String quoted(Field<?> field) {
        return '"' + field.getName() + '"';
    }
}
