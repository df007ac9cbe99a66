package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MEMBER;

import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import java.util.Optional;
import org.jooq.DSLContext;

/** One member of a workspace. */
public final class MemberById {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public MemberById(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Optional<MemberView>> find(int partition, WorkspaceId workspace, UserId user) {
        return Seen.of(
                reflected,
                partition,
                () -> sql.selectFrom(MEMBER)
                        .where(MEMBER.WORKSPACE_ID.eq(workspace.value()))
                        .and(MEMBER.USER_ID.eq(user.value()))
                        .fetchOptional(MembersOfWorkspace::view));
    }
}
