package io.roundtable.persistence.query;

import static io.roundtable.persistence.jooq.projection.Tables.DEAD_EVENT;

import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.jooq.projection.tables.records.DeadEventRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The events that were given up for a subscription, in order of the log; at most 1,000. */
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
        var mine = of(workspace, subscription);
        return Seen.of(reflected, partition, () -> {
            String after = request.after();
            var found = sql.selectFrom(DEAD_EVENT)
                    .where(mine)
                    .and(after == null ? DSL.noCondition() : request.beyond(DEAD_EVENT.DEAD_EVENT_ID, after))
                    .orderBy(request.order(DEAD_EVENT.DEAD_EVENT_ID))
                    .limit(request.fetched())
                    .fetch(DeadEventsOfSubscription::view);
            var count = request.counted()
                    ? Count.of(sql, DSL.selectOne().from(DEAD_EVENT).where(mine))
                    : null;
            return Page.of(found, request, view -> key(view.sequence()), count);
        });
    }

    /** One of them, by the event's sequence. */
    public Seen<Optional<DeadEventView>> find(
            int partition, WorkspaceId workspace, SubscriptionId subscription, long sequence) {
        return Seen.of(
                reflected,
                partition,
                () -> sql.selectFrom(DEAD_EVENT)
                        .where(of(workspace, subscription))
                        .and(DEAD_EVENT.DEAD_EVENT_ID.eq(key(sequence)))
                        .fetchOptional(DeadEventsOfSubscription::view));
    }

    /** All that match, behind an event. */
    public List<DeadEventView> after(
            WorkspaceId workspace, SubscriptionId subscription, DeadEventFilter filter, long sequence) {
        return sql.selectFrom(DEAD_EVENT)
                .where(of(workspace, subscription))
                .and(DEAD_EVENT.DEAD_EVENT_ID.gt(key(sequence)))
                .and(between(DEAD_EVENT.EVENT_AT, filter.happenedAfter(), filter.happenedBefore()))
                .and(between(DEAD_EVENT.CREATED_AT, filter.createdAfter(), filter.createdBefore()))
                .orderBy(DEAD_EVENT.DEAD_EVENT_ID)
                .fetch(DeadEventsOfSubscription::view);
    }

    private static Condition of(WorkspaceId workspace, SubscriptionId subscription) {
        return DEAD_EVENT.WORKSPACE_ID.eq(workspace.value()).and(DEAD_EVENT.SUBSCRIPTION_ID.eq(subscription.value()));
    }

    private static Condition between(Field<Instant> time, @Nullable Instant after, @Nullable Instant before) {
        return DSL.and(
                after == null ? DSL.noCondition() : time.gt(after),
                before == null ? DSL.noCondition() : time.lt(before));
    }

    private static DeadEventView view(DeadEventRecord row) {
        return new DeadEventView(
                row.getEventSequence(),
                row.getEventAt(),
                row.getAttempts(),
                row.getLastError(),
                row.getCreatedAt(),
                row.getSequence());
    }

    /** The key of an event in this list. */
    public static String key(long sequence) {
        return String.format(Locale.ROOT, "%019d", sequence);
    }
}
