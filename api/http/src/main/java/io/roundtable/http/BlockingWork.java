package io.roundtable.http;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where requests go that have to wait for the database: a virtual thread each, so their number is bounded by that of
 * the requests in flight.
 */
@Singleton
public final class BlockingWork {

    private static final int LARGE = 64 * 1024;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());

    public <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    /**
     * Does work with a body: where it is large, reading it would keep the others on an event loop waiting, and it goes
     * to a thread of its own.
     */
    public <T> CompletionStage<T> withBody(byte[] body, Supplier<CompletionStage<T>> work) {
        return body.length <= LARGE ? work.get() : supply(work).thenCompose(Function.identity());
    }

    public ExecutorService executor() {
        return threads;
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }
}
