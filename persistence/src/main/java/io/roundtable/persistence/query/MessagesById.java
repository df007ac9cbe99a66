package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;

/** Several messages of a workspace, by their ids; those that the tables don't have are left out. */
public final class MessagesById {

    private final DSLContext sql;

    public MessagesById(DSLContext sql) {
        this.sql = sql;
    }

    public Map<MessageId, MessageView> find(WorkspaceId workspace, Collection<MessageId> messages) {
        var found = new HashMap<MessageId, MessageView>();
        String[] ids = messages.stream().map(MessageId::value).toArray(String[]::new);
        sql.select(MessageRows.FIELDS)
                .from(MESSAGE)
                .where(MESSAGE.WORKSPACE_ID.eq(workspace.value()))
                .and(MESSAGE.MESSAGE_ID.eq(org.jooq.impl.DSL.any(ids)))
                .forEach(row -> {
                    var view = MessageRows.view(row);
                    found.put(view.messageId(), view);
                });
        return found;
    }
}
