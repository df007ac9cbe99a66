package io.roundtable.persistence.projection;

import static io.roundtable.persistence.jooq.projection.Tables.COMMAND_OUTCOME;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Reply;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.jooq.projection.tables.records.CommandOutcomeRecord;
import io.roundtable.persistence.projection.Checkpoints.Move;
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
public final class OutcomeProjection implements StretchWriter<Outcome> {

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
     * Writes what comes next in some partitions and moves their checkpoints in one transaction. Timers' commands get no
     * row: nobody can ask for them. Where another command has several replies, the first one stays.
     *
     * @param stretches of different partitions, at most {@value #MAX_BATCH} replies in all, each by offset, none before
     *     its checkpoint
     * @return where they end, in the same order
     * @throws SequenceBroken where one doesn't come after its checkpoint; nothing was written
     * @throws FencedException where somebody else has written to one meanwhile; nothing was written
     */
    @Override
    public List<Checkpoint> write(List<Stretch<Outcome>> stretches) {
        List<Outcome> replies = Stretch.records(stretches);
        if (replies.size() > MAX_BATCH) {
            throw new IllegalArgumentException("A batch has at most " + MAX_BATCH + " replies, not " + replies.size());
        }
        List<Move> moves = stretches.stream()
                .map(stretch -> stretch.moveByOffset(
                        Outcome::offset, outcome -> outcome.reply().time()))
                .toList();
        Collection<CommandOutcomeRecord> rows = firstOfEach(replies);
        if (!inBulk || !copied(moves, rows)) {
            write(moves, rows, INSERT);
        }
        return moves.stream().map(Move::to).toList();
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
    private boolean copied(List<Move> moves, Collection<CommandOutcomeRecord> rows) {
        try {
            write(moves, rows, COPY);
            return true;
        } catch (DataAccessException e) {
            if (e.sqlStateClass() == SQLStateClass.C23_INTEGRITY_CONSTRAINT_VIOLATION) {
                return false;
            }
            throw e;
        }
    }

    private void write(
            List<Move> moves, Collection<CommandOutcomeRecord> rows, RowWriter<CommandOutcomeRecord> writer) {
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            if (inBulk) {
                transaction.execute("set local synchronous_commit = off");
            }
            Checkpoints.move(transaction, moves);
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
}
