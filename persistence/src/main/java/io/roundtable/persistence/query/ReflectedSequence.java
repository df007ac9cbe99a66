package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;

import io.roundtable.persistence.projection.EventProjection;
import java.util.Map;
import org.jooq.DSLContext;

/** How much of a partition the tables show. */
public final class ReflectedSequence {

    private final DSLContext sql;

    public ReflectedSequence(DSLContext sql) {
        this.sql = sql;
    }

    /** The last sequence that is in the tables; 0 where there is none yet. */
    public long of(int partition) {
        return sql.select(CHECKPOINT.SEQUENCE)
                .from(CHECKPOINT)
                .where(CHECKPOINT.PROJECTION.eq(EventProjection.NAME))
                .and(CHECKPOINT.PARTITION.eq(partition))
                .fetchOptional(CHECKPOINT.SEQUENCE)
                .orElse(0L);
    }

    /** The same for every partition of which something is in the tables, in one statement. */
    public Map<Integer, Long> all() {
        return sql.select(CHECKPOINT.PARTITION, CHECKPOINT.SEQUENCE)
                .from(CHECKPOINT)
                .where(CHECKPOINT.PROJECTION.eq(EventProjection.NAME))
                .fetchMap(CHECKPOINT.PARTITION, CHECKPOINT.SEQUENCE);
    }
}
