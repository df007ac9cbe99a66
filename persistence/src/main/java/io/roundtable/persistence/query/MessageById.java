package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import java.util.Optional;
import org.jooq.DSLContext;

/** One message of a workspace. */
public final class MessageById {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public MessageById(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Optional<MessageView>> find(int partition, WorkspaceId workspace, MessageId message) {
        return Seen.of(
                reflected,
                partition,
                () -> sql.select(MessageRows.FIELDS)
                        .from(MESSAGE)
                        .where(MESSAGE.WORKSPACE_ID.eq(workspace.value()))
                        .and(MESSAGE.MESSAGE_ID.eq(message.value()))
                        .fetchOptional(MessageRows::view));
    }
}
