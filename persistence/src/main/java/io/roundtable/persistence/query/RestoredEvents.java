package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.control.Tables.RESTORED_LOG;

import java.util.List;
import org.jooq.DSLContext;

/** Which events have come by a restore: the offsets of commands that they name are of a log that is gone. */
public final class RestoredEvents {

    private final DSLContext sql;

    /** @param sql over the schema {@code control} */
    public RestoredEvents(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * The last such event of each partition.
     *
     * @param topicId of the log of events
     * @return by partition; empty where it wasn't restored
     */
    public List<Long> last(String topicId) {
        return sql.selectFrom(RESTORED_LOG)
                .where(RESTORED_LOG.TOPIC_ID.eq(topicId))
                .fetchOptional(row -> List.of(row.getLastSequences()))
                .orElse(List.of());
    }
}
