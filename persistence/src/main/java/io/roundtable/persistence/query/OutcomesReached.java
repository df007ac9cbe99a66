package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;

import io.roundtable.persistence.projection.OutcomeProjection;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** How far the table of outcomes has come. */
public final class OutcomesReached {

    private final DSLContext sql;

    public OutcomesReached(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * The last outcome of a partition.
     *
     * @param offset of its reply on the topic
     * @param at the time of its command
     */
    public record Reached(long offset, @Nullable Instant at) {}

    /** Empty where there is none yet. */
    public Optional<Reached> of(int partition) {
        return sql.select(CHECKPOINT.LOG_OFFSET, CHECKPOINT.AT)
                .from(CHECKPOINT)
                .where(CHECKPOINT.PROJECTION.eq(OutcomeProjection.NAME))
                .and(CHECKPOINT.PARTITION.eq(partition))
                // a checkpoint is where reading goes on
                .fetchOptional(row -> new Reached(row.value1() - 1, row.value2()));
    }
}
