package io.roundtable.bench.sink;

import io.roundtable.bench.installation.Stack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code INSERT … SELECT … FROM unnest(…) ON CONFLICT … DO UPDATE}: the quickest way to write rows that may be there, with
 * an array for each column. The rows are there as values; nothing reads a log, decodes or folds. Reading them isn't timed.
 */
public final class UnnestUpsert implements AutoCloseable {
    private static final String SCHEMA = "bench_upsert";

    /** Rows of events, or outcomes, in a transaction: as many as the product's projector takes at most. */
    private static final int BATCH = 1_000;

    private static final String OUTCOMES = "command_outcome";
    private static final String BLOCKS = "event_block";

    private final NewRows rows;
    private final Connection reading;
    private final Connection writing;

    private UnnestUpsert(NewRows rows, Connection reading, Connection writing) {
        this.rows = rows;
        this.reading = reading;
        this.writing = writing;
    }

    public static UnnestUpsert of(Stack stack, NewRows rows) throws SQLException {
        rows.copyDefinitions(SCHEMA);
        var writing = stack.database();
        writing.setAutoCommit(false);
        return new UnnestUpsert(rows, stack.database(), writing);
    }

    /** Writes what is set aside. */
    public Written run() throws SQLException {
        var outcomes = rows.tables().stream()
                .filter(table -> table.name().equals(OUTCOMES))
                .toList();
        var events = rows.tables().stream()
                .filter(table -> !table.name().equals(OUTCOMES))
                .toList();
        var nanos = write(events) + write(outcomes);
        return new Written(rows.tables().stream().mapToLong(rows::count).sum(), nanos / 1e9);
    }

    /** Each transaction takes the same part of every table's rows. */
    private long write(List<Table> tables) throws SQLException {
        long events = tables.stream()
                .filter(table -> !table.name().equals(BLOCKS))
                .mapToLong(rows::count)
                .sum();
        long batches = Math.ceilDiv(events, BATCH);
        long nanos = 0;
        for (long batch = 0; batch < batches; batch++) {
            var parts = new ArrayList<Part>();
            for (var table : tables) {
                long count = rows.count(table);
                parts.add(read(table, count * batch / batches, count * (batch + 1) / batches));
            }
            long begin = System.nanoTime();
            for (var part : parts) {
                part.write(writing);
            }
            writing.commit();
            nanos += System.nanoTime() - begin;
        }
        return nanos;
    }

    private Part read(Table table, long from, long to) throws SQLException {
        var part = new Part(table, new ArrayList<>());
        try (var statement = reading.createStatement();
                var result =
                        statement.executeQuery("SELECT %s FROM %s.%s WHERE place >= %d AND place < %d ORDER BY place"
                                .formatted(table.listed(Column::read), NewRows.SCHEMA, table.name(), from, to))) {
            while (result.next()) {
                part.rows.add(values(result, table.columns()));
            }
        }
        return part;
    }

    private static @Nullable Object[] values(ResultSet result, List<Column> columns) throws SQLException {
        var values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = result.getObject(i + 1);
        }
        return values;
    }

    /** Rows of a table, each with its columns' values. */
    private record Part(Table table, List<@Nullable Object[]> rows) {

        void write(Connection connection) throws SQLException {
            if (rows.isEmpty()) {
                return;
            }
            try (var statement = connection.prepareStatement(table.upsert(SCHEMA))) {
                for (int i = 0; i < table.columns().size(); i++) {
                    bind(statement, i);
                }
                var _ = statement.executeUpdate();
            }
        }

        private void bind(PreparedStatement statement, int column) throws SQLException {
            var element = table.columns().get(column).element();
            @Nullable
            Object[] values = switch (element) {
                case "int8" -> new Long[rows.size()];
                case "int4" -> new Integer[rows.size()];
                case "bool" -> new Boolean[rows.size()];
                default -> new String[rows.size()];
            };
            for (int i = 0; i < values.length; i++) {
                values[i] = rows.get(i)[column];
            }
            statement.setArray(column + 1, statement.getConnection().createArrayOf(element, values));
        }
    }

    @Override
    public void close() throws SQLException {
        reading.close();
        writing.close();
    }
}
