package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.EVENT_BLOCK;

import io.roundtable.contract.WorkspaceId;
import java.util.List;
import org.jooq.DSLContext;

/** The blocks of the log that have events of a workspace, see {@code EventBlocks}. */
public final class BlocksOfWorkspace {

    /** Blocks that one call tells of, at most. */
    public static final int MOST = 256;

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public BlocksOfWorkspace(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
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
