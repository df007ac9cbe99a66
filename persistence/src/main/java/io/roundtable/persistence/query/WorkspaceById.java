package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.WORKSPACE;

import io.roundtable.contract.WorkspaceId;
import java.util.Optional;
import org.jooq.DSLContext;

/** One workspace, archived or not. */
public final class WorkspaceById {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public WorkspaceById(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Optional<WorkspaceView>> find(int partition, WorkspaceId workspace) {
        return Seen.of(
                reflected,
                partition,
                () -> sql.selectFrom(WORKSPACE)
                        .where(WORKSPACE.WORKSPACE_ID.eq(workspace.value()))
                        .fetchOptional(WorkspaceRows::view));
    }
}
