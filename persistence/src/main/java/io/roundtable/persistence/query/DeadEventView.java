package io.roundtable.persistence.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that was given up for a subscription.
 *
 * @param sequence of the event in its partition
 * @param at when it happened
 * @param deadAt when it was given up
 * @param deadSequence of the event by which it was: given up once more, it has another
 */
public record DeadEventView(
        long sequence, Instant at, int attempts, @Nullable String lastError, Instant deadAt, long deadSequence) {}
