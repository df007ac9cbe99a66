package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.COMMAND_OUTCOME;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.roundtable.persistence.jooq.projection.tables.records.CommandOutcomeRecord;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Writes replies into {@code command_outcome}, so that any node can tell what became of a command.
 *
 * <p>Replies have no sequence of their own and transactions leave gaps between their offsets, so this checkpoint's
 * sequence is its offset, and only moves forward.
 */
public final class OutcomeProjection {

    public static final String NAME = "outcomes";

    /** Most replies in a batch. */
    public static final int MAX_BATCH = 10_000;

    private static final ArrayInsert<CommandOutcomeRecord> INSERT = ArrayInsert.ignoring(COMMAND_OUTCOME);

    private final DSLContext sql;

    public OutcomeProjection(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Writes a batch and moves the checkpoint in one transaction. Timers' commands get no row: nobody can ask for them.
     * Where another command has several replies, the first one stays.
     *
     * @param batch at most {@value #MAX_BATCH}, by offset, none before {@code from}
     * @return where this batch ends
     * @throws SequenceBroken where the batch doesn't come after {@code from}; nothing was written
     * @throws FencedException where somebody else has written meanwhile; nothing was written
     */
    public Checkpoint write(Checkpoint from, List<Outcome> batch) {
        if (batch.size() > MAX_BATCH) {
            throw new IllegalArgumentException("A batch has at most " + MAX_BATCH + " replies, not " + batch.size());
        }
        if (batch.isEmpty()) {
            return from;
        }
        Checkpoint to = end(from, batch);
        List<CommandOutcomeRecord> rows = batch.stream()
                .map(Outcome::reply)
                .filter(reply -> !reply.commandId().isTimers())
                .map(OutcomeRows::row)
                .toList();
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            Checkpoints.move(transaction, from, to, batch.getLast().reply().time());
            if (!rows.isEmpty()) {
                INSERT.execute(transaction, rows);
            }
        });
        return to;
    }

    /**
     * Forgets outcomes of old commands, the oldest first.
     *
     * @param olderThan the commands' time
     * @param limit most rows at a time, so that nobody waits long for this
     * @return rows removed; fewer than {@code limit} where none are left
     */
    public int purge(Instant olderThan, int limit) {
        return sql.deleteFrom(COMMAND_OUTCOME)
                .where(row(COMMAND_OUTCOME.WORKSPACE_ID, COMMAND_OUTCOME.COMMAND_ID)
                        .in(select(COMMAND_OUTCOME.WORKSPACE_ID, COMMAND_OUTCOME.COMMAND_ID)
                                .from(COMMAND_OUTCOME)
                                .where(COMMAND_OUTCOME.COMMAND_TIME.lt(olderThan))
                                .orderBy(COMMAND_OUTCOME.COMMAND_TIME)
                                .limit(limit)))
                .execute();
    }

    private static Checkpoint end(Checkpoint from, List<Outcome> batch) {
        long next = from.offset();
        for (Outcome outcome : batch) {
            if (outcome.offset() < next) {
                throw SequenceBroken.offset(from, next, outcome.offset());
            }
            next = outcome.offset() + 1;
        }
        return from.movedTo(next, next);
    }
}
