package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.CHECKPOINT;

import io.roundtable.persistence.projection.Checkpoint;
import java.util.List;
import org.jooq.DSLContext;

/** How far each projection has come in each partition. */
public final class AllCheckpoints {

    private final DSLContext sql;

    public AllCheckpoints(DSLContext sql) {
        this.sql = sql;
    }

    /** By projection and partition. */
    public List<CheckpointView> list() {
        return sql.selectFrom(CHECKPOINT)
                .orderBy(CHECKPOINT.PROJECTION, CHECKPOINT.PARTITION)
                .fetch(row -> new CheckpointView(
                        new Checkpoint(
                                row.getProjection(),
                                row.getTopicId(),
                                row.getPartition(),
                                row.getSequence(),
                                row.getLogOffset()),
                        row.getAt()));
    }
}
