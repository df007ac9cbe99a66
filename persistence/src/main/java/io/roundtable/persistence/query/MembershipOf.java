package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.MEMBER;

import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import java.util.Optional;
import org.jooq.DSLContext;

/** A user's role in a workspace. Where there is none, that is so as of {@link Seen#sequence}. */
public final class MembershipOf {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public MembershipOf(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Optional<Membership>> find(int partition, WorkspaceId workspace, UserId user) {
        return Seen.of(
                reflected,
                partition,
                () -> sql.select(MEMBER.ROLE, MEMBER.SEQUENCE)
                        .from(MEMBER)
                        .where(MEMBER.WORKSPACE_ID.eq(workspace.value()))
                        .and(MEMBER.USER_ID.eq(user.value()))
                        .fetchOptional(row -> new Membership(WorkspaceRows.role(row.value1()), row.value2())));
    }
}
