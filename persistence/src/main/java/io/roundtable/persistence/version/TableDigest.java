package io.roundtable.persistence.version;

import java.math.BigDecimal;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Table;

/**
 * What a table's rows come to, in whatever order they lie: two tables of the same form with the same digest hold the
 * same rows. 128 bits, so that one of two different tables happens to look like the other never.
 */
public record TableDigest(String table, long rows, String hash) {

    /** What it comes to in this transaction. */
    public static TableDigest of(DSLContext transaction, String schema, Table<?> table) {
        var row = Objects.requireNonNull(transaction.fetchOne("""
            select count(*), coalesce(sum(hashtextextended(t::text, 0)), 0), coalesce(sum(hashtextextended(t::text, 1)), 0)
            from %s.%s t\
            """.formatted(schema, table.getName())));
        String hash = row.get(1, BigDecimal.class).toBigInteger().toString(16) + "."
                + row.get(2, BigDecimal.class).toBigInteger().toString(16);
        return new TableDigest(table.getName(), row.get(0, Long.class), hash);
    }
}
