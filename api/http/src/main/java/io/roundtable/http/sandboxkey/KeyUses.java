package io.roundtable.http.sandboxkey;

import io.roundtable.contract.KeyId;
import io.roundtable.persistence.identity.SandboxKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When keys were last used, written once a minute and not with every request. At most {@value #MOST} keys are remembered
 * between two writes; a use past that, or before a crash, is not told of.
 */
public final class KeyUses implements AutoCloseable {

    static final int MOST = 50_000;

    private static final int WRITTEN_AT_ONCE = 500;
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

    private final Map<KeyId, Instant> uses = new ConcurrentHashMap<>();
    private final SandboxKeys store;
    private final Clock clock;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("key-uses").factory());

    public KeyUses(SandboxKeys store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Begins to write every minute. */
    KeyUses started() {
        var _ = writer.scheduleWithFixedDelay(
                this::writeOrWarn, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    void note(KeyId key) {
        if (uses.size() < MOST || uses.containsKey(key)) {
            uses.put(key, clock.instant());
        }
    }

    /** Writes what is remembered by now; what can't be written is remembered for the next time. */
    public void write() {
        var pending = new ArrayList<>(Map.copyOf(uses).entrySet());
        for (int from = 0; from < pending.size(); from += WRITTEN_AT_ONCE) {
            var some = pending.subList(from, Math.min(from + WRITTEN_AT_ONCE, pending.size()));
            store.used(some.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
            // unless it was used again meanwhile
            some.forEach(use -> uses.remove(use.getKey(), use.getValue()));
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }

    private void writeOrWarn() {
        try {
            write();
        } catch (RuntimeException e) {
            // Thrown on it would end the schedule in silence.
            LOG.warn("When keys were last used couldn't be written, again in {}: {}", EVERY, e.toString());
        }
    }
}
