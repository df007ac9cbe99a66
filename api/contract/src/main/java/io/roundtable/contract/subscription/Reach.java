package io.roundtable.contract.subscription;

import io.roundtable.contract.Check;
import java.time.Instant;

/**
 * How far a courier has come with a subscription's events.
 *
 * @param through sequence up to which, and with which, all that is wanted was taken by the receiver; 0 for nothing yet
 * @param at a time no later than that of the next event, from which the log is read on
 * @param delivered how many events that were
 * @param finished whether nothing is left that the order asked for
 */
public record Reach(long through, Instant at, int delivered, boolean finished) {

    public Reach {
        new Check()
                .range("through", through, 0, Long.MAX_VALUE)
                .required("at", at)
                .time("at", at)
                .range("delivered", delivered, 0, 1_000)
                .done();
    }
}
