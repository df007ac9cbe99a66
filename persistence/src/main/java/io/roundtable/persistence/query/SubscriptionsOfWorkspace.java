package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.SUBSCRIPTION;

import io.roundtable.contract.WorkspaceId;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The subscriptions to the events of a workspace, in order of their making, which their ids have; few. */
public final class SubscriptionsOfWorkspace {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public SubscriptionsOfWorkspace(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    /** @param request by id */
    public Seen<Page<SubscriptionView, String>> list(
            int partition, WorkspaceId workspace, PageRequest<String> request) {
        var mine = SUBSCRIPTION.WORKSPACE_ID.eq(workspace.value());
        return Seen.of(reflected, partition, () -> {
            String after = request.after();
            var found = sql.selectFrom(SUBSCRIPTION)
                    .where(mine)
                    .and(after == null ? DSL.noCondition() : request.beyond(SUBSCRIPTION.SUBSCRIPTION_ID, after))
                    .orderBy(request.order(SUBSCRIPTION.SUBSCRIPTION_ID))
                    .limit(request.fetched())
                    .fetch(SubscriptionRows::view);
            var count = request.counted()
                    ? Count.of(sql, DSL.selectOne().from(SUBSCRIPTION).where(mine))
                    : null;
            return Page.of(found, request, view -> view.subscriptionId().value(), count);
        });
    }
}
