package io.roundtable.app.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything in a list of the API, page by page; holds one page at a time.
 *
 * @param <T> an entry
 */
public final class Paging<T> implements Iterator<T> {
    private final String path;
    private final Function<ApiRequest, ApiResponse> read;
    private final Function<ApiResponse, Page<T>> parse;
    private final Queue<T> entries = new ArrayDeque<>();
    private @Nullable String cursor;
    private boolean isLast;

    /**
     * Reads nothing yet.
     *
     * @param path with a query
     * @param read sends the request, and throws where it is refused
     */
    public Paging(String path, Function<ApiRequest, ApiResponse> read, Function<ApiResponse, Page<T>> parse) {
        this.path = path;
        this.read = read;
        this.parse = parse;
    }

    /** The part of a list that one answer holds. */
    public interface Page<T> {
        Iterable<T> data();

        Pagination pagination();
    }

    /** Where the list goes on; null at its end. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Pagination(@Nullable String nextCursor) {}

    @Override
    public boolean hasNext() {
        while (entries.isEmpty() && !isLast) {
            var at = cursor == null ? path : path + "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
            var page = parse.apply(read.apply(ApiRequest.get(at)));
            page.data().forEach(entries::add);
            cursor = page.pagination().nextCursor();
            isLast = cursor == null;
        }
        return !entries.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return entries.remove();
    }
}
