package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MEMBER;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE;
import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE_COUNT;

import io.roundtable.contract.UserId;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The workspaces that a user is a member of, by creation. They are of many partitions, so no one sequence tells. */
public final class WorkspacesOfUser {

    private final DSLContext sql;

    public WorkspacesOfUser(DSLContext sql) {
        this.sql = sql;
    }

    public Page<WorkspaceSummary, WorkspaceKey> page(
            UserId user, WorkspaceFilter filter, PageRequest<WorkspaceKey> request) {
        Condition wanted = wanted(user, filter);
        Count count = request.counted() ? count(wanted) : null;
        WorkspaceKey after = request.after();
        Condition beyond = after == null
                ? DSL.noCondition()
                : request.beyond(
                        MEMBER.WORKSPACE_CREATED_AT,
                        MEMBER.WORKSPACE_ID,
                        after.createdAt(),
                        after.workspaceId().value());
        List<WorkspaceSummary> found = sql.select(WORKSPACE, WORKSPACE_COUNT, MEMBER.ROLE)
                .from(WORKSPACE)
                .join(MEMBER)
                .on(WORKSPACE.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID))
                .join(WORKSPACE_COUNT)
                .on(WORKSPACE_COUNT.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID))
                .where(wanted)
                .and(beyond)
                .orderBy(request.order(MEMBER.WORKSPACE_CREATED_AT), request.order(MEMBER.WORKSPACE_ID))
                .limit(request.fetched())
                .fetch(row -> new WorkspaceSummary(
                        WorkspaceRows.view(row.value1()),
                        WorkspaceRows.role(row.value3()),
                        WorkspaceRows.counts(row.value2())));
        return Page.of(found, request, WorkspaceSummary::key, count);
    }

    private static Condition wanted(UserId user, WorkspaceFilter filter) {
        Condition wanted = MEMBER.USER_ID.eq(user.value());
        if (filter.role() != null) {
            wanted = wanted.and(MEMBER.ROLE.eq(filter.role().wire()));
        }
        if (filter.active() != null) {
            wanted = wanted.and(WORKSPACE.IS_ACTIVE.eq(filter.active()));
        }
        return wanted;
    }

    private Count count(Condition wanted) {
        return Count.of(
                sql,
                DSL.selectOne()
                        .from(WORKSPACE)
                        .join(MEMBER)
                        .on(WORKSPACE.WORKSPACE_ID.eq(MEMBER.WORKSPACE_ID))
                        .where(wanted));
    }
}
