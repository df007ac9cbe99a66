package io.roundtable.persistence.query;

import java.util.function.Supplier;

/**
 * What was read, and how much of the log it reflects.
 *
 * @param sequence of the partition's checkpoint, read before the rows or in one snapshot with them: they show at least
 *     that much, perhaps more
 */
public record Seen<T>(long sequence, T value) {

    /** Reads the checkpoint first: the other way round a token could promise what the rows don't show. */
    static <T> Seen<T> of(ReflectedSequence reflected, int partition, Supplier<T> rows) {
        return new Seen<>(reflected.of(partition), rows.get());
    }
}
