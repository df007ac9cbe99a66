package io.roundtable.engine;

import io.roundtable.contract.Command;
import io.roundtable.contract.Event;
import java.time.Instant;

/**
 * The rules of one kind of aggregate, as pure functions: the same state and command give the same decision, and the
 * same state and event the same state, live and in replay alike.
 *
 * @param <C> commands it decides
 * @param <E> events it folds
 */
public interface Decider<C extends Command, E extends Event> {

    /** Decides without changing anything. */
    Decision decide(Rows state, Asked<? extends C> asked);

    /**
     * Folds an event into the state. No event is ever refused here.
     *
     * @param time the event's
     */
    void evolve(MutableRows state, E event, Instant time);
}
