package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.contract.WorkspaceId;
import java.util.List;
import org.jooq.DSLContext;

/** The messages that one event made: of a broadcast all, in order of its copies; at most 1,000. */
public final class MessagesOfEvent {

    private final DSLContext sql;

    public MessagesOfEvent(DSLContext sql) {
        this.sql = sql;
    }

    public List<MessageView> list(WorkspaceId workspace, long sequence) {
        return sql.select(MessageRows.FIELDS)
                .from(MESSAGE)
                .where(MESSAGE.WORKSPACE_ID.eq(workspace.value()))
                .and(MESSAGE.SEQUENCE.eq(sequence))
                .orderBy(MESSAGE.COPY_INDEX)
                .fetch(MessageRows::view);
    }
}
