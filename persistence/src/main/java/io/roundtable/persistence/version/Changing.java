package io.roundtable.persistence.version;

import static java.util.stream.Collectors.joining;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.version.Comparison.Changes;
import io.roundtable.persistence.version.Comparison.Compared;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Tells what has changed between two versions that nobody writes. */
public final class Changing {

    private final DSLContext snapshot;
    private final String before;
    private final String after;

    private Changing(DSLContext snapshot, String before, String after) {
        this.snapshot = snapshot;
        this.before = before;
        this.after = after;
    }

    /**
     * All tables of these projections, with counts and the first rows that differ: {@link Difference.Kind#MISSING} are
     * those that only {@code before} has.
     */
    public static Comparison between(Database database, String before, String after, Set<Projection> projections) {
        try (Connection connection = Comparing.snapshot(database)) {
            return new Changing(DSL.using(connection, SQLDialect.POSTGRES), before, after).of(projections);
        } catch (SQLException e) {
            throw new DataAccessException("no snapshot of " + before + " and " + after, e);
        }
    }

    private Comparison of(Set<Projection> projections) {
        var tables = new ArrayList<Compared>();
        var differences = new ArrayList<Difference>();
        projections.stream().sorted().flatMap(p -> p.tables().stream()).forEach(table -> {
            var one = TableDigest.of(snapshot, before, table);
            var other = TableDigest.of(snapshot, after, table);
            boolean same = one.equals(other);
            tables.add(new Compared(one, other, same ? Changes.NONE : changes(table)));
            if (!same) {
                differences.addAll(Comparing.differences(new RowPairs(table, snapshot, before, snapshot, after)));
            }
        });
        return new Comparison(tables, differences);
    }

    private Changes changes(Table<?> table) {
        var key = Objects.requireNonNull(table.getPrimaryKey()).getFields().stream()
                .map(Field::getName)
                .toList();
        String same = key.stream().map("a.\"%1$s\" = b.\"%1$s\""::formatted).collect(joining(" and "));
        String first = '"' + key.getFirst() + '"';
        var counts = snapshot.fetchSingle("""
            select count(*) filter (where a.%1$s is null),
              count(*) filter (where b.%1$s is null),
              count(*) filter (where a.%1$s is not null and b.%1$s is not null and a::text <> b::text)
            from %2$s.%3$s a full join %4$s.%3$s b on %5$s\
            """.formatted(first, before, table.getName(), after, same));
        return new Changes(counts.get(0, Long.class), counts.get(1, Long.class), counts.get(2, Long.class));
    }
}
