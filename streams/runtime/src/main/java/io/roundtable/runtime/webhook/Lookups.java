package io.roundtable.runtime.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lookups that wait no longer than they may. The system's resolver can't be interrupted and would hold on to the carrier
 * of a virtual thread: so it has threads of its own, at most 256, and one lookup of a name at a time. Name servers that
 * hang can take all of these; names that were resolved in the last ten minutes then go on with what they had.
 */
final class Lookups implements AutoCloseable {

    private static final int MAX_THREADS = 256;

    private final Names names;
    private final Duration timeout;
    private final KnownNames known;
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> asked = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("webhook-lookup-", 0).factory());

    Lookups(Names names, Duration timeout, Duration kept) {
        this.names = names;
        this.timeout = timeout;
        this.known = new KnownNames(kept);
    }

    /**
     * The addresses of a name.
     *
     * @throws UnknownHostException where it has none, or nobody could tell in time
     */
    List<InetAddress> addressesOf(String name) throws UnknownHostException, InterruptedException {
        List<InetAddress> fresh = known.fresh(name);
        if (!fresh.isEmpty()) {
            return fresh;
        }
        try {
            return ask(name).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return before(name, "can't be resolved in " + timeout);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                return before(name, "can't be resolved: too many lookups are under way");
            }
            throw unknown(name, "can't be resolved");
        }
    }

    private List<InetAddress> before(String name, String otherwise) throws UnknownHostException {
        List<InetAddress> stale = known.stale(name);
        if (stale.isEmpty()) {
            throw unknown(name, otherwise);
        }
        return stale;
    }

    private CompletableFuture<List<InetAddress>> ask(String name) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> other = asked.putIfAbsent(name, mine);
        if (other != null) {
            return other;
        }
        try {
            threads.execute(() -> resolve(name, mine));
        } catch (RejectedExecutionException e) {
            asked.remove(name, mine);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void resolve(String name, CompletableFuture<List<InetAddress>> answer) {
        try {
            List<InetAddress> addresses = List.copyOf(names.addressesOf(name));
            known.put(name, addresses);
            asked.remove(name, answer);
            answer.complete(addresses);
        } catch (UnknownHostException | RuntimeException e) {
            // Whatever a resolver throws means that there is no address; who waits must not wait for ever.
            asked.remove(name, answer);
            answer.completeExceptionally(e);
        }
    }

    private static UnknownHostException unknown(String name, String why) {
        return new UnknownHostException(name + " " + why);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
