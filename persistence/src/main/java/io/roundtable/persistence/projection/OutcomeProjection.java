package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.COMMAND_OUTCOME;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Reply;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.jooq.projection.tables.records.CommandOutcomeRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.SQLStateClass;

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

    private static final RowWriter<CommandOutcomeRecord> INSERT = ArrayInsert.ignoring(COMMAND_OUTCOME);
    private static final RowWriter<CommandOutcomeRecord> COPY = new CopyInsert<>(COMMAND_OUTCOME);

    private final DSLContext sql;
    private final boolean inBulk;

    public OutcomeProjection(DSLContext sql) {
        this(sql, false);
    }

    private OutcomeProjection(DSLContext sql, boolean inBulk) {
        this.sql = sql;
        this.inBulk = inBulk;
    }

    /**
     * For many replies and nobody who waits for them: rows are written by {@code COPY}, unless one is there already, and
     * no commit waits for the disk. A crash of the server may take the last ones back, with their checkpoint.
     */
    public static OutcomeProjection inBulk(DSLContext sql) {
        return new OutcomeProjection(sql, true);
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
        Instant last = batch.getLast().reply().time();
        Collection<CommandOutcomeRecord> rows = firstOfEach(batch);
        if (!inBulk || !copied(from, to, last, rows)) {
            write(from, to, last, rows, INSERT);
        }
        return to;
    }

    private static Collection<CommandOutcomeRecord> firstOfEach(List<Outcome> batch) {
        Map<CommandKey, CommandOutcomeRecord> rows = new LinkedHashMap<>();
        for (Outcome outcome : batch) {
            Reply reply = outcome.reply();
            if (!reply.commandId().isTimers()) {
                rows.computeIfAbsent(
                        new CommandKey(reply.workspaceId(), reply.commandId()), _ -> OutcomeRows.row(reply));
            }
        }
        return rows.values();
    }

    private record CommandKey(WorkspaceId workspace, CommandId command) {}

    /** @return false where a row is there already; nothing was written */
    private boolean copied(Checkpoint from, Checkpoint to, Instant last, Collection<CommandOutcomeRecord> rows) {
        try {
            write(from, to, last, rows, COPY);
            return true;
        } catch (DataAccessException e) {
            if (e.sqlStateClass() == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION) {
                return false;
            }
            throw e;
        }
    }

    private void write(
            Checkpoint from,
            Checkpoint to,
            Instant last,
            Collection<CommandOutcomeRecord> rows,
            RowWriter<CommandOutcomeRecord> writer) {
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            if (inBulk) {
                transaction.execute("set local synchronous_commit = off");
            }
            Checkpoints.move(transaction, from, to, last);
            if (!rows.isEmpty()) {
                writer.execute(transaction, rows);
            }
        });
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
