package io.roundtable.bench.sink;

import io.roundtable.bench.installation.Sql;
import io.roundtable.bench.installation.Stack;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows that the product has written since one last looked, set aside so that others can write them again. Only of the
 * tables that grow with what is said: the others hold figures, or what an installation has few of.
 */
public final class NewRows implements AutoCloseable {
    static final String SCHEMA = "bench_rows";

    private static final String SEEN = "bench_seen";
    private static final List<String> TABLES = List.of("message", "message_step", "event_block", "command_outcome");

    private final Sql sql;
    private final String schema;
    private final List<Table> tables = new ArrayList<>();
    private final Map<String, Long> rows = new LinkedHashMap<>();

    private NewRows(Sql sql, String schema) {
        this.sql = sql;
        this.schema = schema;
    }

    /** @param schema of the product's version that is read */
    public static NewRows of(Stack stack, String schema) throws SQLException {
        var rows = new NewRows(new Sql(stack.database()), schema);
        rows.sql.execute("CREATE SCHEMA " + SCHEMA);
        rows.sql.execute("CREATE SCHEMA " + SEEN);
        for (var name : TABLES) {
            var table = rows.table(name);
            rows.tables.add(table);
            rows.sql.execute("CREATE UNLOGGED TABLE %s.%s AS SELECT %s FROM %s.%s WITH NO DATA"
                    .formatted(SEEN, name, String.join(", ", table.key()), schema, name));
            rows.sql.execute("CREATE INDEX ON %s.%s (%s)".formatted(SEEN, name, String.join(", ", table.key())));
        }
        return rows;
    }

    List<Table> tables() {
        return List.copyOf(tables);
    }

    /** How many were set aside of a table. */
    long count(Table table) {
        return count(table.name());
    }

    /** How many were set aside of a table, by its name. */
    public long count(String table) {
        return rows.getOrDefault(table, 0L);
    }

    /** Sets aside what is new, and forgets what was; in the order of workspaces, as the product's batches have it. */
    public long take() throws SQLException {
        for (var table : tables) {
            var key = String.join(", ", table.key());
            var same = table.key().stream()
                    .map(column -> "s." + column + " = t." + column)
                    .collect(Collectors.joining(" AND "));
            sql.execute("DROP TABLE IF EXISTS %s.%s".formatted(SCHEMA, table.name()));
            sql.execute("""
                CREATE UNLOGGED TABLE %1$s.%2$s AS SELECT row_number() OVER (ORDER BY %3$s) - 1 AS place, %4$s
                FROM %5$s.%2$s t WHERE NOT EXISTS (SELECT 1 FROM %6$s.%2$s s WHERE %7$s)\
                """.formatted(SCHEMA, table.name(), key, table.names(), schema, SEEN, same));
            sql.execute("CREATE INDEX ON %s.%s (place)".formatted(SCHEMA, table.name()));
            sql.execute("INSERT INTO %1$s.%2$s SELECT %3$s FROM %4$s.%2$s".formatted(SEEN, table.name(), key, SCHEMA));
            sql.execute("ANALYZE %s.%s".formatted(SCHEMA, table.name()));
            sql.execute("ANALYZE %s.%s".formatted(SEEN, table.name()));
            rows.put(
                    table.name(),
                    Long.parseLong(sql.texts("SELECT count(*) FROM " + SCHEMA + "." + table.name())
                            .getFirst()));
        }
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Empty tables like the product's, with the same indexes, in a schema of their own. */
    void copyDefinitions(String to) throws SQLException {
        sql.execute("CREATE SCHEMA " + to);
        for (var table : tables) {
            sql.execute("CREATE TABLE %1$s.%2$s (LIKE %3$s.%2$s INCLUDING ALL)".formatted(to, table.name(), schema));
        }
    }

    /** So that nobody pays for what another has left in memory. */
    public void checkpoint() throws SQLException {
        sql.execute("CHECKPOINT");
    }

    private Table table(String name) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var statement = sql.connection().createStatement();
                var result = statement.executeQuery("""
                    SELECT column_name, data_type FROM information_schema.columns
                    WHERE table_schema = '%s' AND table_name = '%s' ORDER BY ordinal_position\
                    """.formatted(schema, name))) {
            while (result.next()) {
                columns.add(new Column(result.getString(1), result.getString(2)));
            }
        }
        return new Table(name, columns, sql.texts("""
            SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = '%s.%s'::regclass AND i.indisprimary ORDER BY array_position(i.indkey, a.attnum)\
            """.formatted(schema, name)));
    }

    @Override
    public void close() throws SQLException {
        sql.close();
    }
}
