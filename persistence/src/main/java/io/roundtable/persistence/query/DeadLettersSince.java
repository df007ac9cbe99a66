package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.DEAD_LETTER;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** How many messages were given up lately, in all workspaces; what has become of them doesn't count. */
public final class DeadLettersSince {

    private final DSLContext sql;

    public DeadLettersSince(DSLContext sql) {
        this.sql = sql;
    }

    public Count count(Instant since) {
        return Count.of(sql, DSL.selectOne().from(DEAD_LETTER).where(DEAD_LETTER.CREATED_AT.gt(since)));
    }
}
