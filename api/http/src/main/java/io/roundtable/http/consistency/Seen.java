package io.roundtable.http.consistency;

import com.github.benmanes.caffeine.cache.Cache;
import io.roundtable.contract.Principal;
import io.roundtable.http.Caches;
import io.roundtable.http.log.LogLayout;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How far this node has told its clients about, per partition: it never shows less, even without a token.
 *
 * <p>A read of one workspace waits for what anybody was told of its partition. A read over all of them waits only where
 * the caller was told something: else one partition that stands still would take such reads from everybody.
 */
@Singleton
public final class Seen {

    /** Callers remembered; who was told something longest ago goes first. */
    private static final int MAX_CALLERS = 50_000;

    /** The tables have long reached it by then, or an alarm has told why not. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final AtomicLongArray sequences;
    private final Cache<Principal, Map<Integer, Long>> byCaller = Caches.builder()
            .maximumSize(MAX_CALLERS)
            .expireAfterWrite(REMEMBERED)
            .build();

    Seen(LogLayout layout) {
        this.sequences = new AtomicLongArray(layout.partitions().count());
    }

    /** This node has told a caller of the state as of the sequence. */
    public void atLeast(Principal caller, int partition, long sequence) {
        sequences.accumulateAndGet(partition, sequence, Math::max);
        byCaller.asMap().merge(caller, Map.of(partition, sequence), Seen::furthest);
    }

    public long sequence(int partition) {
        return sequences.get(partition);
    }

    /** What a caller was told of, by partition. */
    Map<Integer, Long> by(Principal caller) {
        return byCaller.asMap().getOrDefault(caller, Map.of());
    }

    static Map<Integer, Long> furthest(Map<Integer, Long> one, Map<Integer, Long> other) {
        var both = new HashMap<>(one);
        other.forEach((partition, sequence) -> both.merge(partition, sequence, Math::max));
        return Map.copyOf(both);
    }
}
