package io.roundtable.runtime.courier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders until it is stopped, whatever happens: where they can't be taken it says so, and begins anew after a pause
 * of 1 s, twice as long each time up to 30 s, and 1 s again once some could be.
 */
final class Taking implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Taking.class);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Supplier<Orders> source;
    private final Hands hands;
    private final Pause pause;
    private final Clock clock;
    private Duration next = SHORTEST;
    private volatile boolean stopped;
    private volatile @Nullable Orders orders;
    private volatile State state;

    /** @param source opens a connection, which is closed before the next one is opened */
    Taking(Supplier<Orders> source, Hands hands, Pause pause, Clock clock) {
        this.source = source;
        this.hands = hands;
        this.pause = pause;
        this.clock = clock;
        this.state = new State(clock.instant(), "it has not begun");
    }

    /** How it is, since when, and what keeps it from working. */
    record State(Instant since, @Nullable String fault) {}

    /** Waits, or until it is stopped. */
    @FunctionalInterface
    interface Pause {
        void pause(Duration wait) throws InterruptedException;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                takeWhileItGoesWell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            fails("it has ended");
        }
    }

    private void takeWhileItGoesWell() throws InterruptedException {
        try (var current = source.get()) {
            orders = current;
            takeAll(current);
        } catch (WakeupException e) {
            log.debug("woken up", e);
        } catch (RuntimeException e) {
            // whatever it is: a thread that ended would leave all orders to lie, and nobody would know
            fails(e.getClass().getSimpleName() + ": " + e.getMessage());
            log.warn("the courier can't take orders, and tries again in {} s", next.toSeconds(), e);
            pause.pause(next);
            next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        }
    }

    private void takeAll(Orders current) throws InterruptedException {
        while (!stopped) {
            hands.awaitRoom();
            var taken = current.take();
            next = SHORTEST;
            if (state.fault() != null) {
                state = new State(clock.instant(), null);
            }
            for (var order : taken) {
                hands.make(order);
            }
        }
    }

    private void fails(String fault) {
        state = new State(clock.instant(), fault);
    }

    State state() {
        return state;
    }

    /** From any thread. */
    void stop() {
        stopped = true;
        var current = orders;
        if (current != null) {
            current.wakeUp();
        }
    }
}
