package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import java.util.function.LongConsumer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What is queued for a sandbox. */
public final class InboxOf {

    private final DSLContext sql;
    private final MessagesOfWorkspace messages;

    public InboxOf(DSLContext sql) {
        this.sql = sql;
        this.messages = new MessagesOfWorkspace(sql);
    }

    /** Position of the newest message that was ever sent to it; 0 where there is none. */
    public long highWater(WorkspaceId workspace, SandboxId sandbox) {
        return sql.select(DSL.coalesce(DSL.max(MESSAGE.SEQUENCE), 0L))
                .from(MESSAGE)
                .where(MESSAGE.WORKSPACE_ID.eq(workspace.value()))
                .and(MESSAGE.TO_SANDBOX_ID.eq(sandbox.value()))
                .fetchSingle()
                .value1();
    }

    /** Messages that wait, for a receiver or for their time, by position; see {@link MessagesOfWorkspace#page}. */
    public Seen<Page<MessageView, MessageKey>> page(
            int partition,
            WorkspaceId workspace,
            SandboxId sandbox,
            PageRequest<MessageKey> request,
            LongConsumer admission) {
        var filter = new MessageFilter(null, sandbox, null, null, MessageStatus.PENDING, null, null, null);
        return messages.page(partition, workspace, filter, request, admission);
    }
}
