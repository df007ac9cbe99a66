package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageType;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The message that answers another: the first response in reply to it. */
public final class ResponseTo {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public ResponseTo(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Optional<MessageView>> find(int partition, WorkspaceId workspace, MessageId answered) {
        return find(partition, workspace, answered, null);
    }

    /** @param only the sandbox that has sent it or was sent it; null for any */
    public Seen<Optional<MessageView>> find(
            int partition, WorkspaceId workspace, MessageId answered, @Nullable SandboxId only) {
        var concerning = only == null
                ? DSL.noCondition()
                : MESSAGE.FROM_SANDBOX_ID.eq(only.value()).or(MESSAGE.TO_SANDBOX_ID.eq(only.value()));
        return Seen.of(
                reflected,
                partition,
                () -> sql.select(MessageRows.FIELDS)
                        .from(MESSAGE)
                        .where(MESSAGE.WORKSPACE_ID.eq(workspace.value()))
                        .and(MESSAGE.IN_REPLY_TO.eq(answered.value()))
                        .and(MESSAGE.MESSAGE_TYPE.eq(MessageType.RESPONSE.wire()))
                        .and(concerning)
                        .orderBy(MESSAGE.SEQUENCE, MESSAGE.COPY_INDEX)
                        .limit(1)
                        .fetchOptional(MessageRows::view));
    }
}
