package io.roundtable.http.message;

import io.roundtable.http.HttpSettings;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Bounds the commands of all batches in flight: to the bound of requests a batch is one, whatever is in it. */
@Singleton
final class BatchedCommands {

    /** Commands are cheaper to wait for than requests; and one batch at least has to fit. */
    private static final int PER_REQUEST = 4;

    private final Semaphore room;

    BatchedCommands(HttpSettings settings) {
        room = new Semaphore(Math.max(MessageGiven.Batch.MAX, PER_REQUEST * settings.maxInFlight()));
    }

    /** @throws ProblemException {@code overloaded} where there is no room for so many commands */
    <T> CompletionStage<T> around(int commands, Supplier<CompletionStage<T>> batch) {
        if (!room.tryAcquire(commands)) {
            throw ProblemException.later(
                    ProblemCode.OVERLOADED, "Too many messages of batches are in flight on this node already.", 1);
        }
        try {
            return batch.get().whenComplete((_, _) -> room.release(commands));
        } catch (RuntimeException e) {
            room.release(commands);
            throw e;
        }
    }
}
