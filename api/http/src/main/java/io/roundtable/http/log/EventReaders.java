package io.roundtable.http.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few readers of events that this node has; who comes takes turns. They bound what reading old events may cost. */
@Singleton
public final class EventReaders {

    private static final Logger log = LoggerFactory.getLogger(EventReaders.class);

    /** At a time: each holds a fetch or two, and what it was told to gather. */
    private static final int MOST = 4;

    private final Supplier<EventReader> opening;
    private final Semaphore turns = new Semaphore(MOST, true);
    private final ConcurrentLinkedDeque<EventReader> idle = new ConcurrentLinkedDeque<>();

    @Inject
    EventReaders(KafkaClients clients, MeterRegistry registry) {
        this(() -> new EventReader(clients.reader()));
        registry.gauge("roundtable.http.log.readers", turns, free -> MOST - free.availablePermits());
    }

    EventReaders(Supplier<EventReader> opening) {
        this.opening = opening;
    }

    /**
     * Lends a reader; blocks.
     *
     * @param patience how long to wait for one
     * @throws ProblemException {@code overloaded} where none was free in time, {@code log_unavailable} where the log
     *     can't be read
     */
    public <T> T lend(Duration patience, Function<EventReader, T> work) {
        if (!isMyTurn(patience)) {
            throw ProblemException.later(
                    ProblemCode.OVERLOADED, "Many are reading old events at this node already.", 1);
        }
        try {
            return work(work);
        } catch (KafkaException e) {
            log.warn("events can't be read: {}", e.toString());
            throw ProblemException.later(ProblemCode.LOG_UNAVAILABLE, "The log can't be read right now.", 2);
        } finally {
            turns.release();
        }
    }

    private <T> T work(Function<EventReader, T> work) {
        EventReader free = idle.poll();
        EventReader reader = free == null ? opening.get() : free;
        boolean isSound = false;
        try {
            T result = work.apply(reader);
            isSound = true;
            return result;
        } finally {
            if (isSound) {
                idle.push(reader);
            } else {
                reader.close();
            }
        }
    }

    private boolean isMyTurn(Duration patience) {
        try {
            return turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void close() {
        for (var reader = idle.poll(); reader != null; reader = idle.poll()) {
            reader.close();
        }
    }
}
