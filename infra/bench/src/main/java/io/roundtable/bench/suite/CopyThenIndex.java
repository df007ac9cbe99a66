package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Sql;
import io.roundtable.bench.installation.Stack;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL's own way to fill tables: {@code COPY} of the same rows from files on the server into tables without an
 * index, then the same indexes, in one session. Nothing reads a log, decodes or folds.
 */
final class CopyThenIndex implements AutoCloseable {
    private static final String SCHEMA = "bench_peer";

    private final Stack stack;
    private final Sql sql;
    private final Path files;
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final List<String> indexes = new ArrayList<>();

    private CopyThenIndex(Stack stack, Sql sql, Path files) {
        this.stack = stack;
        this.sql = sql;
        this.files = files;
    }

    /**
     * Writes the rows of a schema into files.
     *
     * @param files a directory that PostgreSQL can write to
     */
    static CopyThenIndex of(Stack stack, String schema, Path files) throws SQLException {
        var peer = new CopyThenIndex(stack, new Sql(stack.database()), files);
        peer.sql.execute("CREATE SCHEMA " + SCHEMA);
        for (var table : tables(peer.sql, schema)) {
            peer.rows.put(table, peer.copyOut(schema, table));
            peer.sql.execute(
                    "CREATE TABLE %s.%s (LIKE %s.%s INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION)"
                            .formatted(SCHEMA, table, schema, table));
            peer.indexes.addAll(peer.sql.texts(
                    "SELECT replace(indexdef, ' %s.', ' %s.') FROM pg_indexes WHERE schemaname = '%s' AND tablename = '%s'"
                            .formatted(schema, SCHEMA, schema, table)));
        }
        return peer;
    }

    /** Those that hold rows made of events and replies. */
    static List<String> tables(Sql sql, String schema) throws SQLException {
        return sql.texts("SELECT tablename FROM pg_tables WHERE schemaname = '" + schema
                + "' AND tablename NOT IN ('flyway_schema_history', 'checkpoint') ORDER BY 1");
    }

    /** @param databaseCpu seconds of PostgreSQL meanwhile */
    record Done(long rows, double seconds, double databaseCpu) {
        double rowsPerSecond() {
            return rows / seconds;
        }
    }

    Done run() throws SQLException {
        for (var index : sql.texts("SELECT indexname FROM pg_indexes WHERE schemaname = '" + SCHEMA + "'")) {
            sql.execute("DROP INDEX " + SCHEMA + "." + index);
        }
        sql.execute("CHECKPOINT");
        double cpu = stack.databaseCpuSeconds();
        long begin = System.nanoTime();
        for (var table : rows.keySet()) {
            copyIn(table);
        }
        for (var index : indexes) {
            sql.execute(index);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        return new Done(all, seconds, stack.databaseCpuSeconds() - cpu);
    }

    private long copyOut(String schema, String table) throws SQLException {
        try (var statement = sql.connection().createStatement()) {
            return statement.executeLargeUpdate("COPY %s.%s TO '%s'".formatted(schema, table, files.resolve(table)));
        }
    }

    /** A table that is emptied in the transaction needs no record of its own for each row. */
    private void copyIn(String table) throws SQLException {
        sql.connection().setAutoCommit(false);
        sql.execute("TRUNCATE %s.%s".formatted(SCHEMA, table));
        sql.execute("COPY %s.%s FROM '%s'".formatted(SCHEMA, table, files.resolve(table)));
        sql.connection().commit();
        sql.connection().setAutoCommit(true);
    }

    @Override
    public void close() throws SQLException {
        sql.close();
    }
}
