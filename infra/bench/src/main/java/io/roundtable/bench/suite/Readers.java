package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.load.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Somebody writes a message every tenth of a second, and many read the newest one with the {@code Consistency-Token} that
 * its writer was given, again and again: whoever is not shown it was shown tables that are older than what is answered.
 */
final class Readers implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final AtomicReference<Api.Made> newest;
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong older = new AtomicLong();
    private final List<Latencies> latencies = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isOver;

    /** @param count of who reads, each ten times a second */
    Readers(Api owner, Room room, int count) {
        var message = MadeConversations.message(room, 0, 1, "Is it there yet?");
        newest = new AtomicReference<>(owner.make(room.messages(), message));
        threads.add(begin(_ -> newest.set(owner.make(room.messages(), message))));
        for (int i = 0; i < count; i++) {
            var own = new Latencies();
            latencies.add(own);
            threads.add(begin(due -> read(owner, own, due)));
        }
    }

    /** @param each is told when it is due, in nanoseconds: who is late catches up */
    private Thread begin(LongConsumer each) {
        return Thread.ofVirtual().start(() -> {
            for (long due = System.nanoTime(); !isOver; due += BETWEEN.toNanos()) {
                LockSupport.parkNanos(due - System.nanoTime());
                try {
                    each.accept(due);
                } catch (BenchFailure e) {
                    failed.incrementAndGet();
                }
            }
        });
    }

    private void read(Api owner, Latencies own, long due) {
        int status = owner.read(newest.get());
        own.record(System.nanoTime() - due);
        if (status != OK) {
            (status == NOT_FOUND ? older : failed).incrementAndGet();
        }
    }

    /** Reads and writes that were answered with anything but success, a refusal to wait any longer among them. */
    long failed() {
        return failed.get();
    }

    /** Reads that were answered from tables older than the token. */
    long older() {
        return older.get();
    }

    /** How long reads took from when they were due; to be asked when they are over. */
    Latencies latencies() {
        return Latencies.sum(latencies);
    }

    /** Waits for those that are under way. */
    @Override
    public void close() {
        isOver = true;
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
