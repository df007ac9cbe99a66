package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE;
import static io.roundtable.persistence.jooq.projection.Tables.MESSAGE_STEP;

import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.query.StepView.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** All that has become of a message, from the moment at which it was accepted. */
public final class HistoryOfMessage {

    private static final Actor ENGINE = new Actor("system", "engine");

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public HistoryOfMessage(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    /** Empty where there is no such message. */
    public Seen<Optional<Page<StepView, Long>>> page(
            int partition, WorkspaceId workspace, MessageId message, PageRequest<Long> request) {
        return Seen.of(
                reflected,
                partition,
                () -> said(workspace, message).map(said -> page(workspace, message, said, request)));
    }

    /** That it was said is in the message itself. */
    private Optional<StepView> said(WorkspaceId workspace, MessageId message) {
        return sql.select(MESSAGE.SEQUENCE, MESSAGE.CREATED_AT, MESSAGE.FROM_SANDBOX_ID, MESSAGE.DELIVER_AT)
                .from(MESSAGE)
                .where(MESSAGE.WORKSPACE_ID.eq(workspace.value()))
                .and(MESSAGE.MESSAGE_ID.eq(message.value()))
                .fetchOptional(row -> new StepView(
                        row.value1(),
                        StepView.QUEUED,
                        row.value2(),
                        row.value3() == null ? ENGINE : new Actor("sandbox", row.value3()),
                        null,
                        null,
                        row.value4(),
                        null,
                        null));
    }

    private Page<StepView, Long> page(
            WorkspaceId workspace, MessageId message, StepView said, PageRequest<Long> request) {
        Condition ofMessage =
                MESSAGE_STEP.WORKSPACE_ID.eq(workspace.value()).and(MESSAGE_STEP.MESSAGE_ID.eq(message.value()));
        Long after = request.after();
        List<StepView> found = new ArrayList<>(sql.selectFrom(MESSAGE_STEP)
                .where(ofMessage)
                .and(after == null ? DSL.noCondition() : request.beyond(MESSAGE_STEP.SEQUENCE, after))
                .orderBy(request.order(MESSAGE_STEP.SEQUENCE))
                .limit(request.fetched())
                .fetch(HistoryOfMessage::step));
        boolean isBeyond = after == null || (request.descending() ? said.sequence() < after : said.sequence() > after);
        if (isBeyond) {
            // every other step comes after it
            found.add(request.descending() ? found.size() : 0, said);
        }
        return Page.of(found, request, StepView::sequence, count(ofMessage, request));
    }

    private @Nullable Count count(Condition ofMessage, PageRequest<Long> request) {
        if (!request.counted()) {
            return null;
        }
        Count steps = Count.of(sql, DSL.selectOne().from(MESSAGE_STEP).where(ofMessage));
        return steps.capped() ? steps : new Count(steps.value() + 1, false);
    }

    private static StepView step(Record row) {
        return new StepView(
                row.get(MESSAGE_STEP.SEQUENCE),
                row.get(MESSAGE_STEP.STEP),
                row.get(MESSAGE_STEP.AT),
                Actor.parse(row.get(MESSAGE_STEP.ACTOR)),
                row.get(MESSAGE_STEP.ATTEMPT),
                row.get(MESSAGE_STEP.LEASE_ID),
                row.get(MESSAGE_STEP.UNTIL),
                row.get(MESSAGE_STEP.REASON),
                row.get(MESSAGE_STEP.DETAIL));
    }
}
