package io.roundtable.persistence.projection;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.jooq.projection.tables.records.EventBlockRecord;

/**
 * Which stretches of its partition have events of a workspace, so that these can be read from the log without reading
 * those of all others. A row for each stretch, written once: nothing in it changes.
 */
public final class EventBlocks {

    /** Sequence numbers in a block: what has to be read of the log for one event of a workspace that says little. */
    public static final int SIZE = 64;

    private EventBlocks() {}

    /** The block of a sequence number, which is 1 or more. */
    public static long of(long sequence) {
        return (sequence - 1) / SIZE;
    }

    /** The first sequence number of a block. */
    public static long first(long block) {
        return block * SIZE + 1;
    }

    /** The last sequence number of a block. */
    public static long last(long block) {
        return (block + 1) * SIZE;
    }

    static void note(FoldedTables tables, WorkspaceId workspace, long sequence) {
        long block = of(sequence);
        if (tables.eventBlocks.find(workspace.value(), block) == null) {
            EventBlockRecord row = NewRow.of(new EventBlockRecord());
            row.setWorkspaceId(workspace.value());
            row.setBlock(block);
            tables.eventBlocks.insert(row);
        }
    }
}
