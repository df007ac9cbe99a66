package io.roundtable.http.webhook;

import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.Principal;
import io.roundtable.contract.SubscriptionEvent;
import io.roundtable.contract.SubscriptionEvent.EventDeadLettered;
import io.roundtable.contract.SubscriptionEvent.EventDiscarded;
import io.roundtable.contract.SubscriptionEvent.EventsDelivered;
import io.roundtable.contract.SubscriptionEvent.EventsOrdered;
import io.roundtable.contract.SubscriptionEvent.EventsReturned;
import io.roundtable.contract.SubscriptionEvent.ReplayBegun;
import io.roundtable.contract.SubscriptionEvent.ReplayEnded;
import io.roundtable.contract.SubscriptionEvent.SubscriptionChanged;
import io.roundtable.contract.SubscriptionEvent.SubscriptionCreated;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDeleted;
import io.roundtable.contract.SubscriptionEvent.SubscriptionDisabled;
import io.roundtable.contract.SubscriptionEvent.SubscriptionEnabled;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.subscription.Lane;
import io.roundtable.http.consistency.Deadline;
import io.roundtable.http.live.EventListener;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who waits on this node for what becomes of an event that is sent again: they are told by the tail of the events. */
@Singleton
final class ReplayWaiters implements EventListener {

    /** Turns that a waiter may be behind; it looks at each at once, and what is lost it doesn't know of in time. */
    private static final int MOST_TURNS = 256;

    private final ConcurrentMap<SubscriptionId, Set<Waiter>> waiting = new ConcurrentHashMap<>();

    /**
     * Something that a replay has come to.
     *
     * @param sequence of the event that says so
     * @param error what the receiver said, where it hasn't taken it
     */
    record Turn(long sequence, Kind kind, @Nullable String error) {}

    /** What a replay has come to. */
    enum Kind {
        /** All was taken. */
        TAKEN,
        /** The event was given up once more. */
        GIVEN_UP,
        /** Nothing is taken for now. */
        LATER,
        /** Somebody wants nothing more to be sent again. */
        ENDED
    }

    /** Registers somebody, who is told of all that happens from now on. */
    Waiter register(SubscriptionId subscription) {
        var waiter = new Waiter(subscription);
        waiting.compute(subscription, (_, others) -> {
            Set<Waiter> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(waiter);
            return all;
        });
        return waiter;
    }

    @Override
    public void onEvent(EventEnvelope event, int partition) {
        if (event.event() instanceof SubscriptionEvent told) {
            var waiters = waiting.get(told.subscriptionId());
            var turn = waiters == null ? null : turn(told, event);
            if (waiters != null && turn != null) {
                waiters.forEach(waiter -> waiter.tell(turn));
            }
        }
    }

    /** Null where nothing is decided by it. */
    private static @Nullable Turn turn(SubscriptionEvent told, EventEnvelope event) {
        long sequence = event.sequence();
        return switch (told) {
            case EventsDelivered delivered ->
                delivered.lane() == Lane.REPLAY && delivered.reach().finished()
                        ? new Turn(sequence, Kind.TAKEN, null)
                        : null;
            case EventDeadLettered dead ->
                dead.lane() == Lane.REPLAY ? new Turn(sequence, givenUpBy(event.actor()), dead.lastError()) : null;
            case EventsReturned returned ->
                returned.lane() == Lane.REPLAY && returned.reason().counts()
                        ? new Turn(sequence, Kind.LATER, returned.detail())
                        : null;
            case ReplayEnded ended -> new Turn(sequence, Kind.ENDED, ended.lastError());
            case SubscriptionDisabled disabled ->
                new Turn(
                        sequence,
                        Kind.LATER,
                        "the webhook is disabled: " + disabled.reason().wire());
            case SubscriptionDeleted _ -> new Turn(sequence, Kind.LATER, "the webhook is deleted");
            case SubscriptionCreated _,
                    SubscriptionChanged _,
                    SubscriptionEnabled _,
                    ReplayBegun _,
                    EventsOrdered _,
                    EventDiscarded _ -> null;
        };
    }

    private static Kind givenUpBy(Principal actor) {
        return actor.kind() == Principal.Kind.SYSTEM ? Kind.GIVEN_UP : Kind.ENDED;
    }

    /** Somebody who waits until it is closed. */
    final class Waiter implements AutoCloseable {

        private final SubscriptionId subscription;
        private final BlockingQueue<Turn> turns = new ArrayBlockingQueue<>(MOST_TURNS);

        private Waiter(SubscriptionId subscription) {
            this.subscription = subscription;
        }

        @SuppressWarnings("ReturnValueIgnored") // the tail waits for nobody
        private void tell(Turn turn) {
            var _ = turns.offer(turn);
        }

        /**
         * The first turn behind a sequence; blocks.
         *
         * @return null where there is none in time
         */
        @Nullable
        Turn after(long sequence, Deadline deadline) {
            try {
                Turn turn;
                do {
                    turn = turns.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
                } while (turn != null && turn.sequence() <= sequence);
                return turn;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }

        @Override
        public void close() {
            waiting.computeIfPresent(subscription, (_, others) -> {
                others.remove(this);
                return others.isEmpty() ? null : others;
            });
        }
    }
}
