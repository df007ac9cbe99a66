package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE_COUNT;

import io.roundtable.contract.WorkspaceId;
import org.jooq.DSLContext;

/** How much a workspace holds. */
public final class WorkspaceCounts {

    private final DSLContext sql;

    public WorkspaceCounts(DSLContext sql) {
        this.sql = sql;
    }

    /** All zero where there is no such workspace. */
    public Counts of(WorkspaceId workspace) {
        return sql.selectFrom(WORKSPACE_COUNT)
                .where(WORKSPACE_COUNT.WORKSPACE_ID.eq(workspace.value()))
                .fetchOptional(WorkspaceRows::counts)
                .orElse(Counts.NONE);
    }
}
