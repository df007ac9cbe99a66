package io.roundtable.persistence.projection;

import java.util.Comparator;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.UpdatableRecord;

/**
 * Lists every row of every table that is a fold of the events, as lines of text in an order of its own: what two
 * versions, or the tables and a fresh fold, are compared by. Checkpoints and outcomes are no part of it.
 */
public final class TableDump {

    private static final int FETCH_SIZE = 1_000;

    private TableDump() {}

    /** All from one snapshot, streamed: any number of rows will do. */
    public static void lines(DSLContext sql, Consumer<String> out) {
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            transaction.execute("set transaction isolation level repeatable read, read only");
            new FoldedTables().all().forEach(rows -> lines(transaction, rows.table(), out));
        });
    }

    private static <R extends UpdatableRecord<R>> void lines(
            DSLContext transaction, Table<R> table, Consumer<String> out) {
        try (var cursor = transaction
                .selectFrom(table)
                .orderBy(ArrayInsert.keyOf(table))
                .fetchSize(FETCH_SIZE)
                .fetchLazy()) {
            for (R row : cursor) {
                out.accept(RowText.of(row));
            }
        }
    }

    static <R extends UpdatableRecord<R>> void lines(RowSet<R> rows, Consumer<String> out) {
        rows.rows().stream()
                .sorted(Comparator.comparing(rows::keyOf, KeyOrder::compare))
                .map(RowText::of)
                .forEach(out);
    }
}
