package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_COUNT;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.persistence.query.Metrics.KindCount;
import io.roundtable.persistence.query.Metrics.SandboxCount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The figures of a workspace, from counters: none of them is found by counting all messages. */
public final class WorkspaceMetrics {

    private final DSLContext sql;
    private final ReflectedSequence reflected;
    private final MessageRates rates;

    public WorkspaceMetrics(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
        this.rates = new MessageRates(sql);
    }

    /** @param now what the last minute, hour and day are before */
    public Seen<Metrics> of(int partition, WorkspaceId workspace, Instant now) {
        return Seen.of(
                reflected,
                partition,
                () -> new Metrics(
                        kinds(workspace),
                        sandboxes(workspace),
                        rates.before(workspace, now),
                        oldestPending(workspace)));
    }

    private List<KindCount> kinds(WorkspaceId workspace) {
        return sql.select(MESSAGE_COUNT.MESSAGE_TYPE, MESSAGE_COUNT.STATUS, DSL.sum(MESSAGE_COUNT.MESSAGES))
                .from(MESSAGE_COUNT)
                .where(MESSAGE_COUNT.WORKSPACE_ID.eq(workspace.value()))
                .groupBy(MESSAGE_COUNT.MESSAGE_TYPE, MESSAGE_COUNT.STATUS)
                .having(DSL.sum(MESSAGE_COUNT.MESSAGES).ne(BigDecimal.ZERO))
                .orderBy(MESSAGE_COUNT.MESSAGE_TYPE, MESSAGE_COUNT.STATUS)
                .fetch(row -> new KindCount(
                        MessageRows.type(row.value1()),
                        MessageRows.status(row.value2()),
                        row.value3().longValueExact()));
    }

    private List<SandboxCount> sandboxes(WorkspaceId workspace) {
        return sql.select(
                        MESSAGE_COUNT.SANDBOX_ID,
                        in(MessageStatus.PENDING),
                        in(MessageStatus.SENT),
                        in(MessageStatus.DELIVERED),
                        in(MessageStatus.FAILED))
                .from(MESSAGE_COUNT)
                .where(MESSAGE_COUNT.WORKSPACE_ID.eq(workspace.value()))
                .groupBy(MESSAGE_COUNT.SANDBOX_ID)
                .orderBy(DSL.sum(MESSAGE_COUNT.MESSAGES).desc(), MESSAGE_COUNT.SANDBOX_ID.asc())
                .limit(Metrics.MAX_SANDBOXES)
                .fetch(row -> new SandboxCount(
                        new SandboxId(row.value1()), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    private static Field<Long> in(MessageStatus status) {
        return DSL.coalesce(
                        DSL.sum(MESSAGE_COUNT.MESSAGES).filterWhere(MESSAGE_COUNT.STATUS.eq(status.wire())),
                        BigDecimal.ZERO)
                .cast(Long.class);
    }

    private @Nullable Instant oldestPending(WorkspaceId workspace) {
        return sql.select(MESSAGE.CREATED_AT)
                .from(MESSAGE)
                .where(MESSAGE.WORKSPACE_ID.eq(workspace.value()))
                .and(MESSAGE.STATUS.eq(MessageStatus.PENDING.wire()))
                .orderBy(MESSAGE.SEQUENCE, MESSAGE.COPY_INDEX)
                .limit(1)
                .fetchOne(MESSAGE.CREATED_AT);
    }
}
