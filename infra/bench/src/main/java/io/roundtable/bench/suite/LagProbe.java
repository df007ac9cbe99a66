package io.roundtable.bench.suite;

import io.roundtable.bench.installation.Api;
import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.installation.Room;
import io.roundtable.bench.installation.Waiting;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * How far the tables are behind what is answered: twice a second somebody sends a message and reads it back, which the
 * product answers only from a table that has it. What HTTP takes is part of it.
 */
final class LagProbe implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final List<Double> seconds = new CopyOnWriteArrayList<>();
    private final Thread prober;
    private volatile boolean isOver;
    private volatile @Nullable BenchFailure failure;

    LagProbe(Api owner, Room room) {
        var message = MadeConversations.message(room, 0, 1, "Is it there yet?");
        prober = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (!isOver) {
                    seconds.add(owner.secondsUntilRead(room.messages(), message));
                    Waiting.pause(BETWEEN);
                }
            } catch (BenchFailure e) {
                failure = e;
            }
        });
    }

    /** @throws BenchFailure where somebody couldn't send or read */
    double most() {
        var failed = failure;
        if (failed != null) {
            throw failed;
        }
        return Collections.max(seconds);
    }

    /** Waits for the one that is under way. */
    @Override
    public void close() {
        isOver = true;
        try {
            prober.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
