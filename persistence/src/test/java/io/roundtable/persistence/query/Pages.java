package io.roundtable.persistence.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks through a list page by page. */
final class Pages {

    /** More pages than any list of these tests has: a cursor that doesn't move would go on for ever. */
    private static final int MAX_PAGES = 2_000;

    private Pages() {}

    static <T, K> List<T> all(Function<PageRequest<K>, Page<T, K>> query, int limit, boolean descending) {
        List<T> rows = new ArrayList<>();
        @Nullable K after = null;
        for (int i = 0; i < MAX_PAGES; i++) {
            Page<T, K> page = query.apply(new PageRequest<>(after, limit, descending, false));
            rows.addAll(page.rows());
            after = page.next();
            if (after == null) {
                return rows;
            }
        }
        throw new AssertionError("the list has no end");
    }

    static <K> PageRequest<K> first(int limit) {
        return new PageRequest<>(null, limit, false, true);
    }
}
