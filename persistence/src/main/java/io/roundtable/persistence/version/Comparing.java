package io.roundtable.persistence.version;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.projection.Checkpoint;
import io.roundtable.persistence.projection.Checkpoints;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Compares a version that stands still with one that goes on, at the position of a snapshot of the latter. Opening takes
 * the snapshot; close it soon, since the database keeps all that it shows.
 */
public final class Comparing implements AutoCloseable {

    private final Database database;
    private final String schema;
    private final Connection connection;
    private final DSLContext snapshot;

    private Comparing(Database database, String schema, Connection connection) {
        this.database = database;
        this.schema = schema;
        this.connection = connection;
        this.snapshot = DSL.using(connection, SQLDialect.POSTGRES);
    }

    /** @param schema of the version that goes on */
    public static Comparing with(Database database, String schema) {
        try {
            var comparing = new Comparing(database, schema, snapshot(database));
            comparing.snapshot.fetch("select 1 from " + schema + ".checkpoint limit 1");
            return comparing;
        } catch (SQLException e) {
            throw new DataAccessException("no snapshot of " + schema, e);
        }
    }

    static Connection snapshot(Database database) throws SQLException {
        Connection connection = database.unpooled().getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        return connection;
    }

    /** Where the snapshot is: what the other version has to be at. */
    public List<Checkpoint> position(Projection projection) {
        return new Checkpoints(Database.within(snapshot, schema)).all(projection.wire());
    }

    /** @param other a version at the snapshot's position, which nobody writes meanwhile */
    public Comparison to(String other, Set<Projection> projections) {
        try (Connection second = snapshot(database)) {
            return compare(DSL.using(second, SQLDialect.POSTGRES), other, projections);
        } catch (SQLException e) {
            throw new DataAccessException("no snapshot of " + other, e);
        }
    }

    private Comparison compare(DSLContext still, String other, Set<Projection> projections) {
        var tables = new ArrayList<Comparison.Compared>();
        var differences = new ArrayList<Difference>();
        for (Projection projection : Projection.values()) {
            if (projections.contains(projection) && projection.isCompared()) {
                for (Table<?> table : projection.tables()) {
                    var compared = new Comparison.Compared(
                            TableDigest.of(snapshot, schema, table), TableDigest.of(still, other, table));
                    tables.add(compared);
                    if (!compared.isEqual()) {
                        var pairs = new RowPairs(table, snapshot, schema, still, other);
                        differences.addAll(differences(pairs));
                    }
                }
            }
        }
        return new Comparison(tables, differences);
    }

    /** Both in the order of the key, side by side. */
    static List<Difference> differences(RowPairs pairs) {
        var found = new ArrayList<Difference>();
        try (var ones = pairs.ones();
                var others = pairs.others()) {
            Iterator<Record> left = ones.iterator();
            Iterator<Record> right = others.iterator();
            Record one = next(left);
            Record other = next(right);
            while ((one != null || other != null) && found.size() < Comparison.MOST) {
                int order = pairs.compare(one, other);
                if (order < 0) {
                    found.add(pairs.only(Objects.requireNonNull(one), Difference.Kind.MISSING));
                } else if (order > 0) {
                    found.add(pairs.only(Objects.requireNonNull(other), Difference.Kind.EXTRA));
                } else if (!RowPairs.areEqual(Objects.requireNonNull(one), Objects.requireNonNull(other))) {
                    found.add(pairs.changed(one));
                }
                one = order <= 0 ? next(left) : one;
                other = order >= 0 ? next(right) : other;
            }
        }
        return found;
    }

    private static @Nullable Record next(Iterator<Record> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new DataAccessException("the snapshot of " + schema + " didn't end", e);
        }
    }
}
