package io.roundtable.contract.subscription;

import io.roundtable.contract.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the log an order is about.
 *
 * @param after sequence behind which it begins
 * @param since a time no later than that of the first event behind it, from which the log is read
 * @param to the last sequence that is known to be wanted; null where times alone bound it
 * @param until time after which no event is wanted; null for none
 */
public record Span(
        long after,
        Instant since,
        @Nullable Long to,
        @Nullable Instant until) {

    public Span {
        new Check()
                .range("after", after, 0, Long.MAX_VALUE)
                .required("since", since)
                .range("to", to, 1, Long.MAX_VALUE)
                .done();
    }
}
