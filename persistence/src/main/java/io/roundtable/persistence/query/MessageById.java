package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import java.util.ArrayList;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * One message of a workspace, and how much of the log the tables reflect: one statement, since it is asked for most. The
 * checkpoint comes last in it, as it does where {@linkplain io.roundtable.persistence.version.ReadViews views} are replaced.
 */
public final class MessageById {

    private static final Field<Long> REFLECTED =
            DSL.field(ReflectedSequence.select()).as("reflected");

    private final FixedQuery query;

    public MessageById(DSLContext sql) {
        var fields = new ArrayList<Field<?>>(MessageRows.FIELDS);
        fields.add(REFLECTED);
        this.query = new FixedQuery(
                sql,
                fields,
                DSL.select(fields)
                        .from(DSL.selectOne().asTable("one"))
                        .leftJoin(MESSAGE)
                        .on(MESSAGE.WORKSPACE_ID.eq(DSL.param("workspace", String.class)))
                        .and(MESSAGE.MESSAGE_ID.eq(DSL.param("message", String.class))));
    }

    public Seen<Optional<MessageView>> find(int partition, WorkspaceId workspace, MessageId message) {
        var row = query.fetch(partition, workspace.value(), message.value()).getFirst();
        Long sequence = row.get(REFLECTED);
        var view = row.get(MESSAGE.MESSAGE_ID) == null
                ? Optional.<MessageView>empty()
                : Optional.of(MessageRows.view(row));
        return new Seen<>(sequence == null ? 0 : sequence, view);
    }
}
