package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.SANDBOX;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.wire.Json;
import io.roundtable.persistence.query.PageBytes.Sized;
import io.roundtable.persistence.query.SandboxFilter.Label;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;

/** The sandboxes of a workspace, by creation. */
public final class SandboxesOfWorkspace {

    /** Of what has no small bound of its own, as UTF-8. */
    private static final Field<Integer> BYTES = DSL.field(
            "octet_length({0}::text) + octet_length({1}::text)",
            Integer.class, SANDBOX.AGENT_CONFIG, SANDBOX.CONNECTION_DETAILS);

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public SandboxesOfWorkspace(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    /** The same for whoever has room for any page. */
    public Seen<Page<SandboxView, Long>> page(
            int partition, WorkspaceId workspace, SandboxFilter filter, PageRequest<Long> request) {
        return page(partition, workspace, filter, request, _ -> {});
    }

    /** @param admission is told how many bytes the page has, before they are read; what it throws ends this */
    public Seen<Page<SandboxView, Long>> page(
            int partition,
            WorkspaceId workspace,
            SandboxFilter filter,
            PageRequest<Long> request,
            LongConsumer admission) {
        return Seen.of(reflected, partition, () -> rows(workspace, wanted(workspace, filter), request, admission));
    }

    private Page<SandboxView, Long> rows(
            WorkspaceId workspace, Condition wanted, PageRequest<Long> request, LongConsumer admission) {
        Count count =
                request.counted() ? Count.of(sql, DSL.selectOne().from(SANDBOX).where(wanted)) : null;
        Long after = request.after();
        List<Sized<Long>> found = sql.select(SANDBOX.CREATED_SEQUENCE, BYTES)
                .from(SANDBOX)
                .where(wanted)
                .and(after == null ? DSL.noCondition() : request.beyond(SANDBOX.CREATED_SEQUENCE, after))
                .orderBy(request.order(SANDBOX.CREATED_SEQUENCE))
                .limit(request.fetched())
                .fetch(row -> new Sized<>(row.value1(), row.value2()));
        List<Sized<Long>> fitting = PageBytes.fitting(found, request.limit());
        admission.accept(PageBytes.total(fitting));
        List<SandboxView> rows = sql.selectFrom(SANDBOX)
                .where(SANDBOX.WORKSPACE_ID.eq(workspace.value()))
                .and(SANDBOX.CREATED_SEQUENCE.eq(
                        DSL.any(fitting.stream().map(Sized::key).toArray(Long[]::new))))
                .orderBy(request.order(SANDBOX.CREATED_SEQUENCE))
                .fetch(SandboxRows::view);
        return new Page<>(rows, PageBytes.next(found, fitting), count);
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
