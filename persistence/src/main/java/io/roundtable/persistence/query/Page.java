package io.roundtable.persistence.query;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the key after which the list goes on; null where it doesn't
 * @param count of the whole list, where it was asked for
 */
public record Page<T, K>(
        List<T> rows, @Nullable K next, @Nullable Count count) {

    public Page {
        rows = List.copyOf(rows);
    }

    /** @param found as many rows as were asked for and one more, if there is one */
    public static <T, K> Page<T, K> of(
            List<T> found, PageRequest<K> request, Function<T, K> key, @Nullable Count count) {
        if (found.size() <= request.limit()) {
            return new Page<>(found, null, count);
        }
        List<T> rows = found.subList(0, request.limit());
        return new Page<>(rows, key.apply(rows.getLast()), count);
    }
}
