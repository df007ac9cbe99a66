package io.roundtable.runtime.courier;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes attempts, each on a thread of its own, so that one that hangs holds up no other, and a fault of one is a fault of
 * no other: it is logged and counted, nobody reports it, and the engine orders the attempt again.
 */
final class Hands implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Hands.class);

    private final Attempt attempt;
    private final CourierMetrics metrics;
    private final int most;
    private final Semaphore room;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param most attempts at a time */
    Hands(Attempt attempt, CourierMetrics metrics, int most) {
        this.attempt = attempt;
        this.metrics = metrics;
        this.most = most;
        this.room = new Semaphore(most);
        metrics.inFlight(this::inFlight);
    }

    /** Makes one attempt, and reports what came of it. */
    @FunctionalInterface
    interface Attempt {
        void make(Task task) throws InterruptedException;
    }

    /** Waits until another attempt may begin: what can't be begun is better left for another courier. */
    void awaitRoom() throws InterruptedException {
        room.acquire();
        room.release();
    }

    /** Begins an attempt, once there is room for it. */
    void make(Task task) throws InterruptedException {
        room.acquire();
        try {
            threads.execute(() -> {
                try {
                    attempt(task);
                } finally {
                    room.release();
                }
            });
        } catch (RejectedExecutionException e) {
            room.release();
            metrics.count("left");
        }
    }

    private void attempt(Task task) {
        try {
            attempt.make(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            metrics.count("left");
        } catch (RuntimeException | StackOverflowError e) {
            // a database that is away, or a bug: nobody knows what came of it, so nobody says anything
            log.warn("the attempt {} failed on our side, and will be made again", task.name(), e);
            metrics.count("left");
        }
    }

    int inFlight() {
        return most - room.availablePermits();
    }

    /** Gives up what is on its way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
