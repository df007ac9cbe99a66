package io.roundtable.persistence.projection;

import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.projection.Checkpoints.Move;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes events into the tables: loads the rows that a batch names, folds the events over them in memory, and writes
 * them back, one statement for each table, however many events there are.
 */
public final class EventProjection implements StretchWriter<Projected> {

    public static final String NAME = "events";

    /** Most events in a batch: each is held in memory, at most 1 MiB, until its transaction ends. */
    public static final int MAX_BATCH = 10_000;

    private final DSLContext sql;
    private final boolean inBulk;
    private final @Nullable WorkspaceId only;

    public EventProjection(DSLContext sql) {
        this(sql, false, null);
    }

    private EventProjection(DSLContext sql, boolean inBulk, @Nullable WorkspaceId only) {
        this.sql = sql;
        this.inBulk = inBulk;
        this.only = only;
    }

    /**
     * For many events and nobody who waits for them: new rows are written by {@code COPY}, and no commit waits for the
     * disk. A crash of the server may take the last ones back, with their checkpoint.
     *
     * @param only the workspace whose events become rows; null for all
     */
    public static EventProjection inBulk(DSLContext sql, @Nullable WorkspaceId only) {
        return new EventProjection(sql, true, only);
    }

    /**
     * Writes what comes next in some partitions and moves their checkpoints in one transaction: all of it, or nothing.
     *
     * @param stretches of different partitions, at most {@value #MAX_BATCH} events in all, each dense, its first
     *     event's sequence following its checkpoint
     * @return where they end, in the same order
     * @throws SequenceBroken where one doesn't follow its checkpoint; nothing was written
     * @throws FencedException where somebody else has written to one meanwhile; nothing was written
     * @throws IllegalStateException where an event doesn't fit the rows, such as a change of what isn't there; nothing
     *     was written, and trying again is of no use
     * @throws org.jooq.exception.DataAccessException where the database fails; the transaction may nevertheless have
     *     been committed, and only the checkpoints can tell
     */
    @Override
    public List<Checkpoint> write(List<Stretch<Projected>> stretches) {
        int size =
                stretches.stream().mapToInt(stretch -> stretch.batch().size()).sum();
        if (size > MAX_BATCH) {
            throw new IllegalArgumentException("A batch has at most " + MAX_BATCH + " events, not " + size);
        }
        List<Move> moves = stretches.stream().map(EventProjection::move).toList();
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            if (inBulk) {
                transaction.execute("set local synchronous_commit = off");
            }
            Checkpoints.move(transaction, moves);
            FoldedTables tables = inBulk ? FoldedTables.inBulk() : new FoldedTables();
            List<Folding> foldings =
                    stretches.stream().map(stretch -> folding(tables, stretch)).toList();
            foldings.forEach(Folding::want);
            tables.load(transaction);
            foldings.forEach(Folding::apply);
            tables.write(transaction);
        });
        return moves.stream().map(Move::to).toList();
    }

    /** A stretch's events, and what folds them. */
    private record Folding(EventFold fold, List<EventEnvelope> events) {

        void want() {
            events.forEach(envelope -> fold.want(envelope.event()));
        }

        void apply() {
            events.forEach(fold::apply);
        }
    }

    private Folding folding(FoldedTables tables, Stretch<Projected> stretch) {
        var events = stretch.batch().stream()
                .map(Projected::envelope)
                .filter(this::isWanted)
                .toList();
        return new Folding(new EventFold(tables, stretch.from().partition()), events);
    }

    private boolean isWanted(EventEnvelope envelope) {
        return only == null || envelope.event().workspaceId().equals(only);
    }

    private static Move move(Stretch<Projected> stretch) {
        Checkpoint from = stretch.from();
        Checkpoint at = from;
        for (Projected projected : stretch.batch()) {
            long sequence = projected.envelope().sequence();
            if (sequence != at.sequence() + 1) {
                throw SequenceBroken.sequence(from, at.sequence() + 1, sequence, projected.offset());
            }
            if (projected.offset() < at.offset()) {
                throw SequenceBroken.offset(from, at.offset(), projected.offset());
            }
            at = at.movedTo(sequence, projected.offset() + 1);
        }
        return new Move(from, at, stretch.batch().getLast().envelope().time());
    }
}
