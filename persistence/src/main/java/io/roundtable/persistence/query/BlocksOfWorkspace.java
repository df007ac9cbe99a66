package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.EVENT_BLOCK;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.projection.EventBlocks;
import java.util.List;
import org.jooq.DSLContext;

/** The blocks of the log that have events of a workspace, see {@link EventBlocks}. */
public final class BlocksOfWorkspace {

    /** Blocks that one call tells of, at most. */
    public static final int MOST = 256;

    /** Sequence numbers in a block. */
    public static final int SIZE = EventBlocks.SIZE;

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public BlocksOfWorkspace(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    /** The block of a sequence number, which is 1 or more. */
    public static long of(long sequence) {
        return EventBlocks.of(sequence);
    }

    /** The first sequence number of a block. */
    public static long first(long block) {
        return EventBlocks.first(block);
    }

    /** The last sequence number of a block. */
    public static long last(long block) {
        return EventBlocks.last(block);
    }

    /** The sequence that the tables reflect: up to there, and not further, all blocks are known. */
    public long reflected(int partition) {
        return reflected.of(partition);
    }

    /**
     * The first {@value #MOST} of the blocks from one to another, both inclusive.
     *
     * @param descending the last ones instead, the very last first
     */
    public List<Long> between(WorkspaceId workspace, long from, long to, boolean descending) {
        return sql.select(EVENT_BLOCK.BLOCK)
                .from(EVENT_BLOCK)
                .where(EVENT_BLOCK.WORKSPACE_ID.eq(workspace.value()))
                .and(EVENT_BLOCK.BLOCK.between(from, to))
                .orderBy(descending ? EVENT_BLOCK.BLOCK.desc() : EVENT_BLOCK.BLOCK.asc())
                .limit(MOST)
                .fetch(EVENT_BLOCK.BLOCK);
    }
}
