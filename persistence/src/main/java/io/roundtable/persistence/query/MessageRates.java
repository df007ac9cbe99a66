package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_MINUTE;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.query.Metrics.Rates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** How many messages were sent lately: whole minutes from their counters, and the first, cut one message by message. */
final class MessageRates {

    private final DSLContext sql;

    MessageRates(DSLContext sql) {
        this.sql = sql;
    }

    Rates before(WorkspaceId workspace, Instant now) {
        return sql.select(
                        since(workspace, now.minus(Duration.ofMinutes(1))),
                        since(workspace, now.minus(Duration.ofHours(1))),
                        since(workspace, now.minus(Duration.ofDays(1))))
                .fetchSingle(row -> new Rates(row.value1(), row.value2(), row.value3()));
    }

    private static Field<Long> since(WorkspaceId workspace, Instant time) {
        Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
        var whole = DSL.select(DSL.coalesce(DSL.sum(MESSAGE_MINUTE.MESSAGES), BigDecimal.ZERO))
                .from(MESSAGE_MINUTE)
                .where(MESSAGE_MINUTE.WORKSPACE_ID.eq(workspace.value()))
                .and(MESSAGE_MINUTE.MINUTE.gt(minute));
        var cut = DSL.select(DSL.count().cast(BigDecimal.class))
                .from(MESSAGE)
                .join(MESSAGE_MINUTE)
                .on(MESSAGE.WORKSPACE_ID.eq(workspace.value()))
                .and(MESSAGE.SEQUENCE.between(MESSAGE_MINUTE.FIRST_SEQUENCE, MESSAGE_MINUTE.LAST_SEQUENCE))
                .where(MESSAGE_MINUTE.WORKSPACE_ID.eq(workspace.value()))
                .and(MESSAGE_MINUTE.MINUTE.eq(minute))
                .and(MESSAGE.CREATED_AT.gt(time));
        // The messages first: so a switch locks them, too.
        return DSL.field(cut).plus(DSL.field(whole)).cast(Long.class);
    }
}
