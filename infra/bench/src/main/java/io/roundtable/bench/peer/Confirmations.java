package io.roundtable.bench.peer;

import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Waiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** How much was published, and how much of it the broker has said to have. One thread publishes. */
final class Confirmations {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicLong published = new AtomicLong();
    private final AtomicLong confirmed = new AtomicLong();
    private final AtomicReference<String> refusal = new AtomicReference<>("");

    void published() {
        published.incrementAndGet();
    }

    void confirmed(long messages) {
        confirmed.addAndGet(messages);
    }

    void refused(String reason) {
        refusal.set(reason);
    }

    /** @throws BenchFailure where something was refused, or isn't confirmed within 30 s */
    void await(String peer) {
        Waiting.until("confirmations of " + peer, PATIENCE, Duration.ofMillis(5), () -> {
            if (!refusal.get().isEmpty()) {
                throw new BenchFailure(peer + " has refused a message: " + refusal.get());
            }
            return confirmed.get() == published.get();
        });
    }
}
