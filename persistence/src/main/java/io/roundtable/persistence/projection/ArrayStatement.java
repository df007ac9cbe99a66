package io.roundtable.persistence.projection;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/** A statement that takes many rows at once, as one array for each column; as often as it takes. */
final class ArrayStatement {

    /** Most rows at once. */
    private static final int MAX_ROWS = 5_000;

    /** Most characters of JSON at once; a single row may have more. */
    private static final int MAX_WEIGHT = 16 * 1024 * 1024;

    private ArrayStatement() {}

    /** @param statement with a parameter for each column, in their order */
    static <R extends Record> void execute(
            DSLContext transaction, String statement, List<ArrayColumn> columns, Collection<R> rows) {
        List<R> chunk = new ArrayList<>();
        long weight = 0;
        for (R row : rows) {
            long more = columns.stream().mapToLong(column -> column.weight(row)).sum();
            if (chunk.size() == MAX_ROWS || (weight + more > MAX_WEIGHT && !chunk.isEmpty())) {
                executeOnce(transaction, statement, columns, chunk);
                chunk.clear();
                weight = 0;
            }
            chunk.add(row);
            weight += more;
        }
        if (!chunk.isEmpty()) {
            executeOnce(transaction, statement, columns, chunk);
        }
    }

    private static void executeOnce(
            DSLContext transaction, String statement, List<ArrayColumn> columns, List<? extends Record> rows) {
        transaction.connection(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).bind(prepared, i + 1, rows);
                }
                prepared.executeUpdate();
            }
        });
    }
}
