package io.roundtable.bench.installation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Prepares many things, sixteen at once. */
public final class AtOnce {
    private static final int MOST = 16;

    private AtOnce() {}

    /**
     * What is made of the numbers from 0 on, in their order.
     *
     * @throws BenchFailure where one can't be made; the others go on to their end
     */
    public static <T> List<T> make(String what, int count, IntFunction<T> making) {
        try (var threads = Executors.newFixedThreadPool(MOST)) {
            var all = IntStream.range(0, count)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> making.apply(i), threads))
                    .toList();
            return all.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw new BenchFailure("could not make " + what, e.getCause());
        }
    }
}
