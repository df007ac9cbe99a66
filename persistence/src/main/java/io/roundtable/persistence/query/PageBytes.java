package io.roundtable.persistence.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends a page early where its rows are large: their number alone bounds nothing, as a row may hold a quarter of a
 * megabyte, and more. Sizes are asked for first, and only what fits is read.
 */
final class PageBytes {

    /** What a page holds at most, but for a single row that is larger. */
    static final long MAX = 4L * 1024 * 1024;

    private PageBytes() {}

    /** A row that would be on the page. */
    record Sized<K>(K key, long bytes) {}

    /**
     * The rows that fit: the first always does.
     *
     * @param found in order, one more than the limit where there are as many
     */
    static <K> List<Sized<K>> fitting(List<Sized<K>> found, int limit) {
        long total = 0;
        for (int i = 0; i < found.size(); i++) {
            total += found.get(i).bytes();
            if (i == limit || (i > 0 && total > MAX)) {
                return found.subList(0, i);
            }
        }
        return found;
    }

    /** The key after which the list goes on; null where all that was found fits. */
    static <K> @Nullable K next(List<Sized<K>> found, List<Sized<K>> fitting) {
        return fitting.size() < found.size() ? fitting.getLast().key() : null;
    }

    static <K> long total(List<Sized<K>> rows) {
        return rows.stream().mapToLong(Sized::bytes).sum();
    }
}
