package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.DEAD_LETTER;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.contract.WorkspaceId;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that wait, in the order in which their messages were said: the one in which they are to go back into
 * their queues.
 */
public final class DeadLettersToRedrive {

    /** Named in the order in which a switch locks them. */
    private static final Table<?> LETTERS = MESSAGE.join(DEAD_LETTER)
            .on(MESSAGE.WORKSPACE_ID.eq(DEAD_LETTER.WORKSPACE_ID).and(MESSAGE.MESSAGE_ID.eq(DEAD_LETTER.MESSAGE_ID)));

    private final DSLContext sql;

    public DeadLettersToRedrive(DSLContext sql) {
        this.sql = sql;
    }

    /** A dead letter with the place of its message. */
    public record Placed(DeadLetterView letter, MessageKey key) {}

    /**
     * @param filter whose status doesn't count
     * @param after the place of the message after which to go on; null to begin
     * @param limit most of them, 1 to 1,000
     */
    public List<Placed> list(WorkspaceId workspace, DeadLetterFilter filter, @Nullable MessageKey after, int limit) {
        return sql.select(DEAD_LETTER.fields())
                .select(MESSAGE.SEQUENCE, MESSAGE.COPY_INDEX)
                .from(LETTERS)
                .where(wanted(workspace, filter, after))
                .orderBy(MESSAGE.SEQUENCE, MESSAGE.COPY_INDEX)
                .limit(limit)
                .fetch(DeadLettersToRedrive::placed);
    }

    /** How many there are behind that place. */
    public Count count(WorkspaceId workspace, DeadLetterFilter filter, @Nullable MessageKey after) {
        return Count.of(sql, DSL.selectOne().from(LETTERS).where(wanted(workspace, filter, after)));
    }

    private static Condition wanted(WorkspaceId workspace, DeadLetterFilter filter, @Nullable MessageKey after) {
        Condition wanted =
                DeadLetterRows.wanted(workspace, filter).and(DEAD_LETTER.STATUS.eq(DeadLetterStatus.WAITING.wire()));
        return after == null
                ? wanted
                : wanted.and(DSL.row(MESSAGE.SEQUENCE, MESSAGE.COPY_INDEX)
                        .gt(DSL.val(after.sequence()), DSL.val(after.copyIndex())));
    }

    private static Placed placed(Record row) {
        return new Placed(
                DeadLetterRows.view(row), new MessageKey(row.get(MESSAGE.SEQUENCE), row.get(MESSAGE.COPY_INDEX)));
    }
}
