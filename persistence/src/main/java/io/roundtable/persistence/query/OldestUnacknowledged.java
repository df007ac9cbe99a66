package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * The message that has waited longest of all to be acknowledged: the oldest of each workspace by an index that is there
 * for other reasons, and the oldest of these. An index of its own would cost each message more than this costs whoever
 * asks: some 10 µs a workspace.
 */
public final class OldestUnacknowledged {

    private final DSLContext sql;

    public OldestUnacknowledged(DSLContext sql) {
        this.sql = sql;
    }

    /** A message, and when it was sent. */
    public record Oldest(WorkspaceId workspaceId, MessageId messageId, SandboxId toSandboxId, Instant createdAt) {}

    /** @param now what is to be delivered later doesn't wait yet */
    public Optional<Oldest> find(Instant now) {
        var oldest = DSL.lateral(first(MessageStatus.PENDING, now)
                .unionAll(first(MessageStatus.SENT, now))
                .asTable("oldest"));
        return sql.select(
                        WORKSPACE.WORKSPACE_ID,
                        oldest.field(MESSAGE.MESSAGE_ID),
                        oldest.field(MESSAGE.TO_SANDBOX_ID),
                        oldest.field(MESSAGE.CREATED_AT))
                .from(WORKSPACE.crossJoin(oldest))
                .orderBy(oldest.field(MESSAGE.CREATED_AT))
                .limit(1)
                .fetchOptional(row -> new Oldest(
                        new WorkspaceId(row.value1()),
                        new MessageId(row.value2()),
                        new SandboxId(row.value3()),
                        row.value4()));
    }

    private static Select<Record3<String, String, Instant>> first(MessageStatus status, Instant now) {
        return DSL.select(MESSAGE.MESSAGE_ID, MESSAGE.TO_SANDBOX_ID, MESSAGE.CREATED_AT)
                .from(MESSAGE)
                .where(MESSAGE.WORKSPACE_ID.eq(WORKSPACE.WORKSPACE_ID))
                .and(MESSAGE.STATUS.eq(DSL.inline(status.wire())))
                .and(MESSAGE.DELIVER_AT.isNull().or(MESSAGE.DELIVER_AT.le(now)))
                .orderBy(MESSAGE.SEQUENCE, MESSAGE.COPY_INDEX)
                .limit(1);
    }
}
