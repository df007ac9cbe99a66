package io.roundtable.http.feed;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The streams of this node, which end when it does: each is told while its connection is still there. */
@Singleton
final class OpenStreams implements ApplicationEventListener<ShutdownEvent> {

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(2);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private final Set<Frames> open = ConcurrentHashMap.newKeySet();

    void add(Frames frames) {
        open.add(frames);
    }

    void remove(Frames frames) {
        open.remove(frames);
    }

    @Override
    public void onApplicationEvent(ShutdownEvent event) {
        open.forEach(frames -> frames.endSoon(FeedStream.CLOSING));
        long deadline = System.nanoTime() + LONGEST_FAREWELL.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
