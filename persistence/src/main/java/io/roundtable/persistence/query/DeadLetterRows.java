package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.DEAD_LETTER;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.persistence.query.DeadLetterView.Letter;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.Record;

/** Rows as what is shown of them, and filters as conditions. */
final class DeadLetterRows {

    private DeadLetterRows() {}

    static Condition wanted(WorkspaceId workspace, DeadLetterFilter filter) {
        Condition wanted = DEAD_LETTER.WORKSPACE_ID.eq(workspace.value());
        if (filter.status() != null) {
            wanted = wanted.and(DEAD_LETTER.STATUS.eq(filter.status().wire()));
        }
        if (filter.toSandboxId() != null) {
            wanted =
                    wanted.and(DEAD_LETTER.TO_SANDBOX_ID.eq(filter.toSandboxId().value()));
        }
        if (filter.fromSandboxId() != null) {
            wanted = wanted.and(
                    DEAD_LETTER.FROM_SANDBOX_ID.eq(filter.fromSandboxId().value()));
        }
        if (filter.messageType() != null) {
            wanted = wanted.and(DEAD_LETTER.MESSAGE_TYPE.eq(filter.messageType().wire()));
        }
        if (filter.reason() != null) {
            wanted = wanted.and(DEAD_LETTER.REASON.eq(filter.reason().wire()));
        }
        if (filter.correlationId() != null) {
            wanted = wanted.and(DEAD_LETTER.CORRELATION_ID.eq(filter.correlationId()));
        }
        if (filter.createdAfter() != null) {
            wanted = wanted.and(DEAD_LETTER.CREATED_AT.gt(filter.createdAfter()));
        }
        if (filter.createdBefore() != null) {
            wanted = wanted.and(DEAD_LETTER.CREATED_AT.lt(filter.createdBefore()));
        }
        return wanted;
    }

    static DeadLetterView view(Record row) {
        String from = row.get(DEAD_LETTER.FROM_SANDBOX_ID);
        return new DeadLetterView(
                new WorkspaceId(row.get(DEAD_LETTER.WORKSPACE_ID)),
                row.get(DEAD_LETTER.DEAD_LETTER_ID),
                new Letter(
                        new MessageId(row.get(DEAD_LETTER.MESSAGE_ID)),
                        from == null ? null : new SandboxId(from),
                        new SandboxId(row.get(DEAD_LETTER.TO_SANDBOX_ID)),
                        MessageRows.type(row.get(DEAD_LETTER.MESSAGE_TYPE)),
                        row.get(DEAD_LETTER.CORRELATION_ID)),
                failure(row),
                DeadLetterStatus.valueOf(row.get(DEAD_LETTER.STATUS).toUpperCase(Locale.ROOT)),
                row.get(DEAD_LETTER.RESOLUTION),
                row.get(DEAD_LETTER.CREATED_SEQUENCE),
                new Stamp(
                        row.get(DEAD_LETTER.CREATED_AT),
                        row.get(DEAD_LETTER.UPDATED_AT),
                        row.get(DEAD_LETTER.VERSION),
                        row.get(DEAD_LETTER.PARTITION),
                        row.get(DEAD_LETTER.SEQUENCE)));
    }

    private static Failure failure(Record row) {
        return new Failure(
                FailureReason.valueOf(row.get(DEAD_LETTER.REASON).toUpperCase(Locale.ROOT)),
                row.get(DEAD_LETTER.ATTEMPTS),
                row.get(DEAD_LETTER.FIRST_FAILED_AT),
                row.get(DEAD_LETTER.LAST_FAILED_AT),
                row.get(DEAD_LETTER.LAST_ERROR),
                row.get(DEAD_LETTER.REDRIVES));
    }
}
