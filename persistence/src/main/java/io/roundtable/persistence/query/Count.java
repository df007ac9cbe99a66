package io.roundtable.persistence.query;

import org.jooq.DSLContext;
import org.jooq.Select;

/**
 * How many rows a whole list has.
 *
 * @param value the number, or {@value #MAX} where there are more
 * @param capped whether there are more than {@code value}
 */
public record Count(long value, boolean capped) {

    /** Rows that are counted one by one, at most: a list's page must not cost as much as the whole list. */
    public static final int MAX = 10_000;

    /** A number that is kept and needs no counting. */
    static Count kept(long value) {
        return new Count(value, false);
    }

    /** Counts, as far as {@value #MAX}. */
    public static Count of(DSLContext sql, Select<?> rows) {
        return upTo(MAX, sql, rows);
    }

    static Count upTo(int max, DSLContext sql, Select<?> rows) {
        int found = sql.fetchCount(sql.selectOne().from(rows.asTable("rows")).limit(max + 1));
        return new Count(Math.min(found, max), found > max);
    }
}
