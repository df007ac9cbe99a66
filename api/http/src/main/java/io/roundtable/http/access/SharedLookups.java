package io.roundtable.http.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests that want to know the same at the same time ask once.
 *
 * <p>What is found is good for all of them. What isn't found, or fails, each asks for itself: it may have seen more of
 * the log than the first. There is at most one entry for each request in flight.
 */
final class SharedLookups<T> {

    private final ConcurrentHashMap<String, CompletableFuture<@Nullable T>> running = new ConcurrentHashMap<>();

    /** Blocks for as long as the lookup does, at most twice. */
    @Nullable
    T get(String key, Supplier<@Nullable T> lookup) {
        var own = new CompletableFuture<@Nullable T>();
        CompletableFuture<@Nullable T> first = running.putIfAbsent(key, own);
        if (first == null) {
            return lead(key, own, lookup);
        }
        T found = follow(first);
        return found != null ? found : lookup.get();
    }

    private @Nullable T lead(String key, CompletableFuture<@Nullable T> own, Supplier<@Nullable T> lookup) {
        try {
            T found = lookup.get();
            own.complete(found);
            return found;
        } catch (RuntimeException e) {
            own.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key);
        }
    }

    private @Nullable T follow(CompletableFuture<@Nullable T> first) {
        try {
            return first.join();
        } catch (CompletionException e) {
            return null;
        }
    }
}
