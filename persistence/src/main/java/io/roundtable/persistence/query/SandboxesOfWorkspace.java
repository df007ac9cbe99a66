package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.SANDBOX;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.Json;
import io.roundtable.persistence.query.SandboxFilter.Label;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;

/** The sandboxes of a workspace, by creation. */
public final class SandboxesOfWorkspace {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public SandboxesOfWorkspace(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Page<SandboxView, Long>> page(
            int partition, WorkspaceId workspace, SandboxFilter filter, PageRequest<Long> request) {
        return Seen.of(reflected, partition, () -> rows(wanted(workspace, filter), request));
    }

    private Page<SandboxView, Long> rows(Condition wanted, PageRequest<Long> request) {
        Count count =
                request.counted() ? Count.of(sql, DSL.selectOne().from(SANDBOX).where(wanted)) : null;
        Long after = request.after();
        List<SandboxView> found = sql.selectFrom(SANDBOX)
                .where(wanted)
                .and(after == null ? DSL.noCondition() : request.beyond(SANDBOX.CREATED_SEQUENCE, after))
                .orderBy(request.order(SANDBOX.CREATED_SEQUENCE))
                .limit(request.fetched())
                .fetch(SandboxRows::view);
        return Page.of(found, request, SandboxView::createdSequence, count);
    }

    private static Condition wanted(WorkspaceId workspace, SandboxFilter filter) {
        Condition wanted = SANDBOX.WORKSPACE_ID.eq(workspace.value());
        if (filter.status() != null) {
            wanted = wanted.and(SANDBOX.STATUS.eq(filter.status().wire()));
        }
        if (filter.label() != null) {
            wanted = wanted.and(labelled(filter.label()));
        }
        return wanted;
    }

    private static Condition labelled(Label label) {
        if (label.value() == null) {
            return DSL.jsonbKeyExists(SANDBOX.LABELS, label.key());
        }
        byte[] entry = Json.write(Map.of(label.key(), label.value()));
        return DSL.condition(
                "{0} @> {1}", SANDBOX.LABELS, DSL.val(JSONB.valueOf(new String(entry, StandardCharsets.UTF_8))));
    }
}
