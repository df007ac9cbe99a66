package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;

import io.roundtable.persistence.projection.EventProjection;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** How much of a partition the tables show. */
public final class ReflectedSequence {

    private final DSLContext sql;
    private final FixedQuery ofOne;

    public ReflectedSequence(DSLContext sql) {
        this.sql = sql;
        this.ofOne = new FixedQuery(sql, List.of(CHECKPOINT.SEQUENCE), select());
    }

    /** The same as a query with one parameter, the partition. */
    static Select<Record1<Long>> select() {
        return DSL.select(CHECKPOINT.SEQUENCE)
                .from(CHECKPOINT)
                .where(CHECKPOINT.PROJECTION.eq(DSL.inline(EventProjection.NAME)))
                .and(CHECKPOINT.PARTITION.eq(DSL.param("partition", Integer.class)));
    }

    /** The last sequence that is in the tables; 0 where there is none yet. */
    public long of(int partition) {
        var rows = ofOne.fetch(partition);
        return rows.isEmpty() ? 0 : rows.getFirst().get(CHECKPOINT.SEQUENCE);
    }

    /** The same for every partition of which something is in the tables, in one statement. */
    public Map<Integer, Long> all() {
        return sql.select(CHECKPOINT.PARTITION, CHECKPOINT.SEQUENCE)
                .from(CHECKPOINT)
                .where(CHECKPOINT.PROJECTION.eq(EventProjection.NAME))
                .fetchMap(CHECKPOINT.PARTITION, CHECKPOINT.SEQUENCE);
    }
}
