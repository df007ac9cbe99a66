package io.roundtable.engine;

import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.contract.subscription.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of subscriptions to the events of a workspace. How much there is of one doesn't grow with what it is sent. */
public sealed interface SubscriptionRow extends Row {

    /**
     * The subscriptions of a workspace, for which each of its events is looked at; no row where there are none.
     *
     * @param ids at most {@value #MOST}
     */
    record AllRow(List<SubscriptionId> ids) implements SubscriptionRow {

        public static final int MOST = 20;

        public AllRow {
            ids = List.copyOf(ids);
        }

        public AllRow with(SubscriptionId more) {
            return new AllRow(Stream.concat(ids.stream(), Stream.of(more)).toList());
        }

        public AllRow without(SubscriptionId less) {
            return new AllRow(ids.stream().filter(id -> !id.equals(less)).toList());
        }
    }

    /**
     * A subscription; to which URL only couriers ask.
     *
     * @param eventTypes which events it wants
     * @param since when it was made, changed, or enabled last
     * @param orders how many there have been
     * @param replay the one that runs; null for none
     */
    record OneRow(
            boolean enabled,
            List<String> eventTypes,
            Instant since,
            long version,
            long orders,
            Cursor live,
            @Nullable Cursor replay)
            implements SubscriptionRow {

        public OneRow {
            eventTypes = List.copyOf(eventTypes);
        }

        public static OneRow created(List<String> eventTypes, Instant at) {
            return new OneRow(true, eventTypes, at, 1, 0, Cursor.begin(at), null);
        }

        public OneRow changed(@Nullable List<String> to, Instant at) {
            return new OneRow(
                    enabled, Objects.requireNonNullElse(to, eventTypes), at, version + 1, orders, live, replay);
        }

        public OneRow enabled(boolean now, Instant at) {
            return new OneRow(
                    now,
                    eventTypes,
                    now ? at : since,
                    version + 1,
                    orders,
                    live.fresh(),
                    replay == null ? null : replay.fresh());
        }

        /** Whether one event is sent again that had been given up; where it fails, it is given up again. */
        public boolean redrives() {
            return replay != null && replay.wanted() != null;
        }

        public OneRow ordered(Lane lane, long number, Instant deadline) {
            var cursor = Objects.requireNonNull(of(lane)).ordered(number, deadline);
            return new OneRow(enabled, eventTypes, since, version, number, live, replay).with(lane, cursor);
        }

        public @Nullable Cursor of(Lane lane) {
            return switch (lane) {
                case LIVE -> live;
                case REPLAY -> replay;
            };
        }

        /** @param cursor null where the replay is over */
        public OneRow with(Lane lane, @Nullable Cursor cursor) {
            return switch (lane) {
                case LIVE ->
                    new OneRow(enabled, eventTypes, since, version, orders, Objects.requireNonNull(cursor), replay);
                case REPLAY -> new OneRow(enabled, eventTypes, since, version, orders, live, cursor);
            };
        }
    }

    /** What a cursor waits for. */
    enum Stage {
        /** For an event, or an order. */
        IDLE,
        /** For a courier's report. */
        ORDERED,
        /** For the next attempt's time. */
        WAITING
    }

    /**
     * How far a subscription has come on one of its two ways.
     *
     * @param through sequence up to which all is settled
     * @param since a time no later than that of the next event that is wanted
     * @param wanted the last sequence that is; null where time alone tells
     * @param until time after which none is; null for none
     * @param due when its stage is over by time, where it is
     * @param number of the order that it was given last
     * @param failed attempts at the next event that counted
     * @param lost how many of the last attempts came to nothing: nobody reported them, or said that nothing was sent
     */
    record Cursor(
            long through,
            Instant since,
            @Nullable Long wanted,
            @Nullable Instant until,
            Stage stage,
            @Nullable Instant due,
            long number,
            int failed,
            int lost) {

        static Cursor begin(Instant at) {
            return new Cursor(0, at, 0L, null, Stage.IDLE, null, 0, 0, 0);
        }

        public static Cursor over(Span span) {
            return new Cursor(span.after(), span.since(), span.to(), span.until(), Stage.IDLE, null, 0, 0, 0);
        }

        public Span span() {
            return new Span(through, since, wanted, until);
        }

        /** Whether there is anything to send. */
        public boolean pending() {
            return wanted == null || wanted > through;
        }

        /** An event has happened that is wanted; what lies between, where nothing was, isn't read. */
        public Cursor noted(long sequence, Instant at) {
            return pending()
                    ? new Cursor(through, since, sequence, until, stage, due, number, failed, lost)
                    : new Cursor(sequence - 1, at, sequence, until, stage, due, number, failed, lost);
        }

        Cursor ordered(long order, Instant deadline) {
            return new Cursor(through, since, wanted, until, Stage.ORDERED, deadline, order, failed, lost);
        }

        /** As if nothing had been tried: whatever is on its way says nothing any more. */
        Cursor fresh() {
            return new Cursor(through, since, wanted, until, Stage.IDLE, null, 0, 0, 0);
        }

        /** All up to a sequence is settled, and the next event is tried at once. */
        public Cursor settled(long sequence, Instant at) {
            return new Cursor(Math.max(through, sequence), at, wanted, until, Stage.IDLE, null, 0, 0, 0);
        }

        /** @param counts whether the attempt was one */
        public Cursor returned(boolean counts, Instant availableAt, Instant now) {
            boolean waits = availableAt.isAfter(now);
            return new Cursor(
                    through,
                    since,
                    wanted,
                    until,
                    waits ? Stage.WAITING : Stage.IDLE,
                    waits ? availableAt : null,
                    number,
                    counts ? failed + 1 : failed,
                    counts ? 0 : lost + 1);
        }
    }

    /**
     * Events that were given up for a subscription, until somebody decides about them.
     *
     * @param events at most {@value #MOST}, the oldest first
     */
    record DeadRow(List<Dead> events) implements SubscriptionRow {

        public static final int MOST = 1_000;

        public static final DeadRow NONE = new DeadRow(List.of());

        public DeadRow {
            events = List.copyOf(events);
        }

        public @Nullable Dead find(long sequence) {
            return events.stream()
                    .filter(dead -> dead.sequence() == sequence)
                    .findFirst()
                    .orElse(null);
        }

        public DeadRow with(Dead more) {
            var all = new ArrayList<>(without(more.sequence()).events());
            all.add(more);
            return new DeadRow(all);
        }

        public DeadRow without(long sequence) {
            return new DeadRow(
                    events.stream().filter(dead -> dead.sequence() != sequence).toList());
        }
    }

    /** An event that was given up, and its time. */
    record Dead(long sequence, Instant at) {}
}
