package io.roundtable.persistence.projection;

import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.WorkspaceId;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes events into the tables: loads the rows that a batch names, folds the events over them in memory, and writes
 * them back, one statement for each table, however many events there are.
 */
public final class EventProjection {

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
     * Writes a batch and moves the checkpoint in one transaction: all of it, or nothing.
     *
     * @param from where the last batch ended
     * @param batch at most {@value #MAX_BATCH} events, dense, the first one's sequence following {@code from}
     * @return where this batch ends
     * @throws SequenceBroken where the batch doesn't follow {@code from}; nothing was written
     * @throws FencedException where somebody else has written meanwhile; nothing was written
     * @throws IllegalStateException where an event doesn't fit the rows, such as a change of what isn't there; nothing
     *     was written, and trying again is of no use
     * @throws org.jooq.exception.DataAccessException where the database fails; the transaction may nevertheless have
     *     been committed, and only the checkpoint can tell
     */
    public Checkpoint write(Checkpoint from, List<Projected> batch) {
        if (batch.size() > MAX_BATCH) {
            throw new IllegalArgumentException("A batch has at most " + MAX_BATCH + " events, not " + batch.size());
        }
        if (batch.isEmpty()) {
            return from;
        }
        Checkpoint to = end(from, batch);
        sql.transaction(configuration -> {
            DSLContext transaction = configuration.dsl();
            if (inBulk) {
                transaction.execute("set local synchronous_commit = off");
            }
            Checkpoints.move(transaction, from, to, batch.getLast().envelope().time());
            FoldedTables tables = inBulk ? FoldedTables.inBulk() : new FoldedTables();
            EventFold fold = new EventFold(tables, from.partition());
            List<EventEnvelope> events = batch.stream()
                    .map(Projected::envelope)
                    .filter(this::isWanted)
                    .toList();
            events.forEach(envelope -> fold.want(envelope.event()));
            tables.load(transaction);
            events.forEach(fold::apply);
            tables.write(transaction);
        });
        return to;
    }

    private boolean isWanted(EventEnvelope envelope) {
        return only == null || envelope.event().workspaceId().equals(only);
    }

    private static Checkpoint end(Checkpoint from, List<Projected> batch) {
        Checkpoint at = from;
        for (Projected projected : batch) {
            long sequence = projected.envelope().sequence();
            if (sequence != at.sequence() + 1) {
                throw SequenceBroken.sequence(from, at.sequence() + 1, sequence, projected.offset());
            }
            if (projected.offset() < at.offset()) {
                throw SequenceBroken.offset(from, at.offset(), projected.offset());
            }
            at = at.movedTo(sequence, projected.offset() + 1);
        }
        return at;
    }
}
