package io.roundtable.bench.sink;

import io.roundtable.bench.installation.Sql;
import io.roundtable.bench.installation.Stack;
import java.nio.file.Path;
import java.sql.SQLException;

/** {@code COPY} of the rows from files on the server into tables with their indexes: what PostgreSQL does at most. */
public final class IndexedCopy implements AutoCloseable {
    private static final String SCHEMA = "bench_copy";

    private final NewRows rows;
    private final Sql sql;
    private final Path files;

    private IndexedCopy(NewRows rows, Sql sql, Path files) {
        this.rows = rows;
        this.sql = sql;
        this.files = files;
    }

    /** @param files a directory that PostgreSQL can write to */
    public static IndexedCopy of(Stack stack, NewRows rows, Path files) throws SQLException {
        rows.copyDefinitions(SCHEMA);
        return new IndexedCopy(rows, new Sql(stack.database()), files);
    }

    /** Writes what is set aside, a table after the other, each in a transaction. */
    public Written run() throws SQLException {
        for (var table : rows.tables()) {
            sql.execute("COPY (SELECT %s FROM %s.%s ORDER BY place) TO '%s'"
                    .formatted(table.names(), NewRows.SCHEMA, table.name(), files.resolve(table.name())));
        }
        long begin = System.nanoTime();
        for (var table : rows.tables()) {
            sql.execute("COPY %s.%s (%s) FROM '%s'"
                    .formatted(SCHEMA, table.name(), table.names(), files.resolve(table.name())));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Written(rows.tables().stream().mapToLong(rows::count).sum(), seconds);
    }

    @Override
    public void close() throws SQLException {
        sql.close();
    }
}
