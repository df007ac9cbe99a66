package io.roundtable.bench.installation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/** How large tables are with their indexes and what is stored beside them, and how much was written ahead, in bytes. */
final class TableSizes {
    private static final String TABLES = """
        SELECT n.nspname || '.' || c.relname, pg_total_relation_size(c.oid)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        """;

    private static final String WAL = "SELECT pg_current_wal_insert_lsn() - '0/0'";

    private TableSizes() {}

    /** By schema and table. */
    static SortedMap<String, Long> of(Connection connection) throws SQLException {
        var sizes = new TreeMap<String, Long>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                sizes.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sizes;
    }

    /** From the cluster's beginning on. */
    static long wal(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(WAL)) {
            var _ = row.next();
            return row.getLong(1);
        }
    }
}
