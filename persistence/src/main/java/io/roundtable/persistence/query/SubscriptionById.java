package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.SUBSCRIPTION;

import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import java.util.Optional;
import org.jooq.DSLContext;

/** One subscription to the events of a workspace, unless it is deleted. */
public final class SubscriptionById {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public SubscriptionById(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    public Seen<Optional<SubscriptionView>> find(int partition, WorkspaceId workspace, SubscriptionId subscription) {
        return Seen.of(
                reflected,
                partition,
                () -> sql.selectFrom(SUBSCRIPTION)
                        .where(SUBSCRIPTION.WORKSPACE_ID.eq(workspace.value()))
                        .and(SUBSCRIPTION.SUBSCRIPTION_ID.eq(subscription.value()))
                        .fetchOptional(SubscriptionRows::view));
    }
}
