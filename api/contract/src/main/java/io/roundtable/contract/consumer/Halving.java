package io.roundtable.contract.consumer;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds places in a partition's log by halving what is left. Offsets alone don't tell: transactions and foreign records
 * leave gaps between events. Of a log of whatever length it looks at 63 places at most.
 *
 * @param look reads an event somewhere
 * @param offset of an event
 * @param <E> an event as the caller reads it
 */
public record Halving<E>(Look<E> look, ToLongFunction<E> offset) {

    /** Reads one event. */
    @FunctionalInterface
    public interface Look<E> {

        /** The first event of the engine's from an offset on, before another; null where there is none. */
        @Nullable
        E first(long from, long end);
    }

    /**
     * The first event from which on something holds.
     *
     * @param from an offset
     * @param end the offset to stop before
     * @param holds for every event after one for which it does
     */
    public Optional<E> first(long from, long end, Predicate<E> holds) {
        long low = from;
        long high = end;
        E best = null;
        while (low < high) {
            long middle = low + (high - low) / 2;
            E met = look.first(middle, high);
            if (met == null) {
                high = middle;
            } else if (holds.test(met)) {
                best = met;
                high = middle;
            } else {
                low = offset.applyAsLong(met) + 1;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Where to read on to come to a sequence soon. Sequences are dense and offsets have gaps, so that between two events
     * the third can only be so far off as there are gaps between those; that narrows faster than halving alone.
     *
     * @param wanted the sequence
     * @param from no further than its offset
     * @param to no less than its offset, which may be one where nothing stands
     * @param near records that are read in vain rather than looked for once more
     * @return its offset, or one less by {@code near} at most
     */
    public long near(ToLongFunction<E> sequence, long wanted, long from, long to, long near) {
        long low = from;
        long high = to;
        while (high - low > near) {
            long middle = low + (high - low) / 2;
            E met = look.first(middle, high + 1);
            long ahead = met == null ? 0 : sequence.applyAsLong(met) - wanted;
            if (met != null && ahead == 0) {
                return offset.applyAsLong(met);
            }
            if (met == null || ahead > 0) {
                high = Math.min(middle - 1, met == null ? middle : offset.applyAsLong(met) - ahead);
            } else {
                low = offset.applyAsLong(met) - ahead;
            }
        }
        return Math.max(0, low);
    }
}
