package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.DEAD_LETTER;

import io.roundtable.contract.WorkspaceId;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The dead letters of a workspace, in the order in which they were given up. */
public final class DeadLettersOfWorkspace {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public DeadLettersOfWorkspace(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Page<DeadLetterView, Long>> page(
            int partition, WorkspaceId workspace, DeadLetterFilter filter, PageRequest<Long> request) {
        return Seen.of(reflected, partition, () -> rows(DeadLetterRows.wanted(workspace, filter), request));
    }

    private Page<DeadLetterView, Long> rows(Condition wanted, PageRequest<Long> request) {
        Count count = request.counted()
                ? Count.of(sql, DSL.selectOne().from(DEAD_LETTER).where(wanted))
                : null;
        Long after = request.after();
        List<DeadLetterView> found = sql.selectFrom(DEAD_LETTER)
                .where(wanted)
                .and(after == null ? DSL.noCondition() : request.beyond(DEAD_LETTER.CREATED_SEQUENCE, after))
                .orderBy(request.order(DEAD_LETTER.CREATED_SEQUENCE))
                .limit(request.fetched())
                .fetch(DeadLetterRows::view);
        return Page.of(found, request, DeadLetterView::createdSequence, count);
    }
}
