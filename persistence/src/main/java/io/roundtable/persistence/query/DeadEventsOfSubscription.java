package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.DEAD_EVENT;

import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The events that were given up for a subscription, in order of the log. */
public final class DeadEventsOfSubscription {

    private final DSLContext sql;
    private final ReflectedSequence reflected;

    public DeadEventsOfSubscription(DSLContext sql) {
        this.sql = sql;
        this.reflected = new ReflectedSequence(sql);
    }

    /** @param request by the event's sequence in 19 digits */
    public Seen<Page<DeadEventView, String>> list(
            int partition, WorkspaceId workspace, SubscriptionId subscription, PageRequest<String> request) {
        var mine =
                DEAD_EVENT.WORKSPACE_ID.eq(workspace.value()).and(DEAD_EVENT.SUBSCRIPTION_ID.eq(subscription.value()));
        return Seen.of(reflected, partition, () -> {
            String after = request.after();
            var found = sql.selectFrom(DEAD_EVENT)
                    .where(mine)
                    .and(after == null ? DSL.noCondition() : request.beyond(DEAD_EVENT.DEAD_EVENT_ID, after))
                    .orderBy(request.order(DEAD_EVENT.DEAD_EVENT_ID))
                    .limit(request.fetched())
                    .fetch(row -> new DeadEventView(
                            row.getEventSequence(),
                            row.getEventAt(),
                            row.getAttempts(),
                            row.getLastError(),
                            row.getCreatedAt()));
            var count = request.counted()
                    ? Count.of(sql, DSL.selectOne().from(DEAD_EVENT).where(mine))
                    : null;
            return Page.of(found, request, view -> key(view.sequence()), count);
        });
    }

    /** The key of an event in this list. */
    public static String key(long sequence) {
        return String.format(Locale.ROOT, "%019d", sequence);
    }
}
