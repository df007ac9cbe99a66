package io.roundtable.http.consistency;

import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How far the tables have come, per partition.
 *
 * <p>However many requests wait, one thread at a time reads the checkpoints, every {@value #POLL_MILLIS} ms, and only
 * while somebody waits. The first to wait does the reading; the others are told.
 */
@Singleton
public final class ProjectionProgress {

    private static final int POLL_MILLIS = 4;

    private final Checkpoints checkpoints;
    private final AtomicLongArray sequences;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private @Nullable Thread reader;

    ProjectionProgress(Checkpoints checkpoints, LogLayout layout) {
        this.checkpoints = checkpoints;
        this.sequences = new AtomicLongArray(layout.partitions().count());
    }

    /** The checkpoints of the active projection, as the database has them now. */
    @FunctionalInterface
    public interface Checkpoints {
        Map<Integer, Long> read();
    }

    /**
     * Blocks until the tables reflect the sequence.
     *
     * @param wait bound of the wait
     * @throws ProblemException {@code not_caught_up} when the wait is over
     */
    public void await(int partition, long sequence, Duration wait) {
        if (sequences.get(partition) >= sequence) {
            return;
        }
        long deadline = System.nanoTime() + wait.toNanos();
        try {
            lock.lockInterruptibly();
            try {
                while (sequences.get(partition) < sequence) {
                    step(deadline);
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notCaughtUp();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private void step(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw notCaughtUp();
        }
        if (reader != null) {
            moved.awaitNanos(left);
            return;
        }
        reader = Thread.currentThread();
        lock.unlock();
        try {
            checkpoints.read().forEach((partition, at) -> sequences.accumulateAndGet(partition, at, Math::max));
        } finally {
            lock.lock();
            try {
                moved.signalAll();
                moved.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } finally {
                reader = null;
                moved.signalAll();
            }
        }
    }

    private static ProblemException notCaughtUp() {
        return ProblemException.later(
                ProblemCode.NOT_CAUGHT_UP, "The tables have not reached what you have seen in time.", 1);
    }
}
