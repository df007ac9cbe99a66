package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_COUNT;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_MINUTE;

import io.roundtable.contract.WorkspaceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Filters of messages as conditions, each one answered by an index. */
final class MessageConditions {

    private MessageConditions() {}

    /** All of the filter but {@link MessageFilter#either}. */
    static Condition of(WorkspaceId workspace, MessageFilter filter) {
        Condition wanted = MESSAGE.WORKSPACE_ID.eq(workspace.value());
        if (filter.from() != null) {
            wanted = wanted.and(MESSAGE.FROM_SANDBOX_ID.eq(filter.from().value()));
        }
        if (filter.to() != null) {
            wanted = wanted.and(MESSAGE.TO_SANDBOX_ID.eq(filter.to().value()));
        }
        if (filter.type() != null) {
            wanted = wanted.and(MESSAGE.MESSAGE_TYPE.eq(filter.type().wire()));
        }
        if (filter.status() != null) {
            // a literal, for an index of one status is of use only to a plan that knows which is asked for
            wanted = wanted.and(MESSAGE.STATUS.eq(DSL.inline(filter.status().wire())));
        }
        if (filter.correlationId() != null) {
            wanted = wanted.and(MESSAGE.CORRELATION_ID.eq(filter.correlationId()));
        }
        if (filter.createdAfter() != null) {
            wanted = wanted.and(after(workspace, filter.createdAfter()));
        }
        if (filter.createdBefore() != null) {
            wanted = wanted.and(before(workspace, filter.createdBefore()));
        }
        return wanted;
    }

    /** The same filter on the counters; only where {@link MessageFilter#isCounted}. */
    static Condition ofCounters(WorkspaceId workspace, MessageFilter filter) {
        Condition wanted = MESSAGE_COUNT.WORKSPACE_ID.eq(workspace.value());
        if (filter.to() != null) {
            wanted = wanted.and(MESSAGE_COUNT.SANDBOX_ID.eq(filter.to().value()));
        }
        if (filter.type() != null) {
            wanted = wanted.and(MESSAGE_COUNT.MESSAGE_TYPE.eq(filter.type().wire()));
        }
        if (filter.status() != null) {
            wanted = wanted.and(MESSAGE_COUNT.STATUS.eq(filter.status().wire()));
        }
        return wanted;
    }

    /** The minute's first sequence bounds the scan, for times never decrease along the log. */
    private static Condition after(WorkspaceId workspace, Instant time) {
        var bound = DSL.select(MESSAGE_MINUTE.FIRST_SEQUENCE)
                .from(MESSAGE_MINUTE)
                .where(MESSAGE_MINUTE.WORKSPACE_ID.eq(workspace.value()))
                .and(MESSAGE_MINUTE.MINUTE.ge(time.truncatedTo(ChronoUnit.MINUTES)))
                .orderBy(MESSAGE_MINUTE.MINUTE)
                .limit(1);
        return MESSAGE.CREATED_AT.gt(time).and(MESSAGE.SEQUENCE.ge(DSL.field(bound)));
    }

    private static Condition before(WorkspaceId workspace, Instant time) {
        var bound = DSL.select(MESSAGE_MINUTE.LAST_SEQUENCE)
                .from(MESSAGE_MINUTE)
                .where(MESSAGE_MINUTE.WORKSPACE_ID.eq(workspace.value()))
                .and(MESSAGE_MINUTE.MINUTE.le(time.truncatedTo(ChronoUnit.MINUTES)))
                .orderBy(MESSAGE_MINUTE.MINUTE.desc())
                .limit(1);
        return MESSAGE.CREATED_AT.lt(time).and(MESSAGE.SEQUENCE.le(DSL.field(bound)));
    }
}
