package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.SANDBOX;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import java.util.Optional;
import org.jooq.DSLContext;

/** One sandbox of a workspace, unless it is deleted. */
public final class SandboxById {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public SandboxById(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Optional<SandboxView>> find(int partition, WorkspaceId workspace, SandboxId sandbox) {
        return Seen.of(
                reflected,
                partition,
                () -> sql.selectFrom(SANDBOX)
                        .where(SANDBOX.WORKSPACE_ID.eq(workspace.value()))
                        .and(SANDBOX.SANDBOX_ID.eq(sandbox.value()))
                        .fetchOptional(SandboxRows::view));
    }
}
