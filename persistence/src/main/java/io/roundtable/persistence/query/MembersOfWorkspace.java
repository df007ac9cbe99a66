package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MEMBER;

import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.jooq.projection.tables.records.MemberRecord;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The members of a workspace, by when they came. */
public final class MembersOfWorkspace {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public MembersOfWorkspace(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Page<MemberView, Long>> page(int partition, WorkspaceId workspace, PageRequest<Long> request) {
        return Seen.of(reflected, partition, () -> rows(workspace, request));
    }

    private Page<MemberView, Long> rows(WorkspaceId workspace, PageRequest<Long> request) {
        Condition ofWorkspace = MEMBER.WORKSPACE_ID.eq(workspace.value());
        Count count =
                request.counted() ? Count.of(sql, DSL.selectOne().from(MEMBER).where(ofWorkspace)) : null;
        Long after = request.after();
        List<MemberView> found = sql.selectFrom(MEMBER)
                .where(ofWorkspace)
                .and(after == null ? DSL.noCondition() : request.beyond(MEMBER.CREATED_SEQUENCE, after))
                .orderBy(request.order(MEMBER.CREATED_SEQUENCE))
                .limit(request.fetched())
                .fetch(MembersOfWorkspace::view);
        return Page.of(found, request, MemberView::createdSequence, count);
    }

    static MemberView view(MemberRecord row) {
        return new MemberView(
                new WorkspaceId(row.getWorkspaceId()),
                new UserId(row.getUserId()),
                WorkspaceRows.role(row.getRole()),
                row.getCreatedSequence(),
                new Stamp(
                        row.getCreatedAt(),
                        row.getUpdatedAt(),
                        row.getVersion(),
                        row.getPartition(),
                        row.getSequence()));
    }
}
