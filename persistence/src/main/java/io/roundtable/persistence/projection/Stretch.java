package io.roundtable.persistence.projection;

import io.roundtable.persistence.projection.Checkpoints.Move;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What comes next in a partition.
 *
 * @param <T> what its records are read as
 * @param from where the last batch ended
 * @param batch at least one, in the order of the log
 */
public record Stretch<T>(Checkpoint from, List<T> batch) {

    public Stretch {
        batch = List.copyOf(batch);
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("nothing comes next in partition " + from.partition());
        }
    }

    /** Where it ends in a log without a sequence: the checkpoint's is its offset, and only moves forward. */
    Move moveByOffset(ToLongFunction<T> offset, Function<T, Instant> time) {
        long next = from.offset();
        for (T one : batch) {
            if (offset.applyAsLong(one) < next) {
                throw SequenceBroken.offset(from, next, offset.applyAsLong(one));
            }
            next = offset.applyAsLong(one) + 1;
        }
        return new Move(from, from.movedTo(next, next), time.apply(batch.getLast()));
    }

    /** The records of all stretches, one after the other. */
    static <T> List<T> records(List<Stretch<T>> stretches) {
        return stretches.stream().flatMap(stretch -> stretch.batch().stream()).toList();
    }
}
