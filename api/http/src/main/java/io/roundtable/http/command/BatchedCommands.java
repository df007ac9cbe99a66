package io.roundtable.http.command;

import io.roundtable.http.HttpSettings;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Bounds the commands of all batches in flight: to the bound of requests a batch is one, whatever is in it. */
@Singleton
public final class BatchedCommands {

    /** Commands of the largest batch. */
    private static final int LARGEST = 500;

    /** Commands are cheaper to wait for than requests; and one batch at least has to fit. */
    private static final int PER_REQUEST = 4;

    private final Semaphore room;

    BatchedCommands(HttpSettings settings) {
        room = new Semaphore(Math.max(LARGEST, PER_REQUEST * settings.maxInFlight()));
    }

    /** @throws ProblemException {@code overloaded} where there is no room for so many commands */
    public <T> CompletionStage<T> around(int commands, Supplier<CompletionStage<T>> batch) {
        if (!room.tryAcquire(commands)) {
            throw ProblemException.later(
                    ProblemCode.OVERLOADED, "Too many commands of batches are in flight on this node already.", 1);
        }
        try {
            return batch.get().whenComplete((_, _) -> room.release(commands));
        } catch (RuntimeException e) {
            room.release(commands);
            throw e;
        }
    }
}
