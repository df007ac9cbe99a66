package io.roundtable.bench.suite;

import io.roundtable.bench.installation.BenchFailure;
import io.roundtable.bench.load.Answered;
import io.roundtable.bench.load.HttpLoad;
import io.roundtable.bench.load.Pace;
import io.roundtable.bench.load.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Messages at a steady rate while something else goes on, in rounds of ten seconds until it is closed. */
final class Traffic implements AutoCloseable {
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 64;

    private final List<Answered> rounds = new CopyOnWriteArrayList<>();
    private final Thread sender;
    private volatile boolean isOver;
    private volatile @Nullable Exception failure;

    Traffic(int port, Pace.Steady pace, Requests requests) {
        sender = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (!isOver) {
                    rounds.add(HttpLoad.run(port, CONNECTIONS, ROUND, pace, requests));
                }
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
        });
    }

    /**
     * Those that are over.
     *
     * @throws BenchFailure where it could not go on
     */
    List<Answered> rounds() {
        var broken = failure;
        if (broken != null) {
            throw new BenchFailure("messages could not be sent all the time", broken);
        }
        return List.copyOf(rounds);
    }

    /**
     * How many were answered with another status than this, or not at all.
     *
     * @throws BenchFailure where it could not go on
     */
    long others(int status) {
        return rounds().stream()
                .mapToLong(round -> round.unanswered()
                        + round.latencies().count()
                        - round.statuses().getOrDefault(status, 0L))
                .sum();
    }

    /** Waits for the round that is under way. */
    @Override
    public void close() {
        isOver = true;
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
