package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.control.Tables.FORMER_LOG;

import java.util.List;
import org.jooq.DSLContext;

/** The logs that were restored into the one that there is. */
public final class FormerLogs {

    /** Each is an installation that was given up. */
    private static final int MAX = 1_000;

    private final DSLContext sql;

    /** @param sql over the schema {@code control} */
    public FormerLogs(DSLContext sql) {
        this.sql = sql;
    }

    /** The one that was restored last comes first. */
    public List<FormerLog> all() {
        return sql.selectFrom(FORMER_LOG)
                .orderBy(FORMER_LOG.RESTORED_AT.desc(), FORMER_LOG.TOPIC_ID)
                .limit(MAX)
                .fetch(row -> new FormerLog(row.getTopicId(), row.getRenumbered(), List.of(row.getLastSequences())));
    }
}
