package io.roundtable.http.identity;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Of those that want the same read from the database one reads it. */
final class OneReader {

    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final ReentrantLock reading = new ReentrantLock();

    /** Reads, after whoever is at it. */
    void read(Runnable read) {
        reading.lock();
        try {
            read.run();
        } finally {
            reading.unlock();
        }
    }

    /**
     * Reads where that is due; who finds somebody else at it waits a moment for what comes of it.
     *
     * @return whether it isn't due any more; false where somebody else is still at it
     */
    boolean readIfDue(BooleanSupplier isDue, Runnable read) {
        if (!isDue.getAsBoolean()) {
            return true;
        }
        if (!isMyTurn()) {
            return false;
        }
        try {
            if (isDue.getAsBoolean()) {
                read.run();
            }
            return true;
        } finally {
            reading.unlock();
        }
    }

    private boolean isMyTurn() {
        try {
            return reading.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
