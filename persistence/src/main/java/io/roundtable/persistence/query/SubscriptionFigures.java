package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;
import static io.roundtable.persistence.jooq.projection.Tables.SUBSCRIPTION;

import io.roundtable.persistence.projection.EventProjection;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Subscriptions to events, of all workspaces together. */
public final class SubscriptionFigures {

    private static final Condition ENABLED = SUBSCRIPTION.STATE.eq(DSL.inline("enabled"));

    private final DSLContext sql;

    public SubscriptionFigures(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * How many there are, and how far they are behind.
     *
     * @param behind events of the log that the one that is furthest behind, and isn't disabled, has yet to pass; no more of
     *     them are wanted than these, and mostly far fewer
     */
    public record Figures(Count active, Count disabled, long behind) {}

    public Figures find() {
        return new Figures(count(ENABLED), count(DSL.not(ENABLED)), behind());
    }

    private Count count(Condition which) {
        return Count.of(sql, DSL.selectOne().from(SUBSCRIPTION).where(which));
    }

    private long behind() {
        var behind = DSL.max(CHECKPOINT.SEQUENCE.minus(SUBSCRIPTION.THROUGH));
        Long most = sql.select(behind)
                .from(SUBSCRIPTION)
                .join(CHECKPOINT)
                .on(CHECKPOINT.PARTITION.eq(SUBSCRIPTION.PARTITION))
                .and(CHECKPOINT.PROJECTION.eq(EventProjection.NAME))
                .where(SUBSCRIPTION.PENDING_SINCE.isNotNull())
                .and(ENABLED)
                .fetchOne(behind);
        return Objects.requireNonNullElse(most, 0L);
    }
}
