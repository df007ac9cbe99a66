package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.query.PageBytes.Sized;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Several messages of a workspace, by their ids; those that the tables don't have are left out. */
public final class MessagesById {

    private final DSLContext sql;

    public MessagesById(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * As many of them, from the first on, as have 4 MiB of content together, and one at least.
     *
     * @param messages each once
     */
    public Map<MessageId, MessageView> find(WorkspaceId workspace, List<MessageId> messages) {
        var found = sql
                .select(MESSAGE.MESSAGE_ID, MessageRows.BYTES)
                .from(MESSAGE)
                .where(isOneOf(workspace, messages))
                .fetch(row -> new Sized<>(new MessageId(row.value1()), row.value2()))
                .stream()
                .sorted(Comparator.comparingInt(message -> messages.indexOf(message.key())))
                .toList();
        var fitting =
                PageBytes.fitting(found, found.size()).stream().map(Sized::key).toList();
        var read = new HashMap<MessageId, MessageView>();
        sql.select(MessageRows.FIELDS)
                .from(MESSAGE)
                .where(isOneOf(workspace, fitting))
                .forEach(row -> {
                    var view = MessageRows.view(row);
                    read.put(view.messageId(), view);
                });
        return read;
    }

    private static Condition isOneOf(WorkspaceId workspace, List<MessageId> messages) {
        String[] ids = messages.stream().map(MessageId::value).toArray(String[]::new);
        return MESSAGE.WORKSPACE_ID.eq(workspace.value()).and(MESSAGE.MESSAGE_ID.eq(DSL.any(ids)));
    }
}
