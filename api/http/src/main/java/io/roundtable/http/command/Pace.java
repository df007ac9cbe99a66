package io.roundtable.http.command;

import io.roundtable.http.consistency.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets so many commands of a run pass in a second, and none that would have to wait past its deadline. For one thread. */
public final class Pace {

    private final long between;
    private final Deadline deadline;
    private long due = System.nanoTime();

    /** @param rate a second, at most; 1 or more */
    public Pace(int rate, Deadline deadline) {
        this.between = TimeUnit.SECONDS.toNanos(1) / rate;
        this.deadline = deadline;
    }

    /** Blocks until the next may pass; false where there is no time left. */
    public boolean await() {
        if (deadline.nanos() - due < 0) {
            return false;
        }
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        due = System.nanoTime() + between;
        return deadline.left().isPositive();
    }
}
