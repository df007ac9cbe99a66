package io.roundtable.runtime.webhook;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the names that were last asked for resolved to: at most 10,000, the least recently used go first. */
final class KnownNames {

    private static final int MAX_NAMES = 10_000;
    private static final Duration STALE = Duration.ofMinutes(10);

    private final long freshNanos;
    private final Map<String, Known> byName = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MAX_NAMES;
        }
    };

    KnownNames(Duration fresh) {
        this.freshNanos = fresh.toNanos();
    }

    synchronized void put(String name, List<InetAddress> addresses) {
        byName.put(name, new Known(addresses, System.nanoTime()));
    }

    /** Empty where it isn't known, or not lately enough. */
    synchronized List<InetAddress> fresh(String name) {
        return youngerThan(freshNanos, name);
    }

    /** The same, for when nobody can be asked: up to ten minutes old. */
    synchronized List<InetAddress> stale(String name) {
        return youngerThan(STALE.toNanos(), name);
    }

    private List<InetAddress> youngerThan(long nanos, String name) {
        Known known = byName.get(name);
        return known != null && System.nanoTime() - known.since() < nanos ? known.addresses() : List.of();
    }

    private record Known(List<InetAddress> addresses, long since) {}
}
