package io.roundtable.http.message;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.live.EventListener;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLongArray;

/** Who waits on this node for a message to be answered: they are told by the tail of the events. */
@Singleton
final class ResponseWaiters implements EventListener {

    /** Who waits costs less than who is answered, and isn't counted among those that a node works on at once. */
    private static final int PER_REQUEST = 4;

    private final ConcurrentMap<Question, Set<Waiter>> waiting = new ConcurrentHashMap<>();
    private final AtomicLongArray tailed;
    private final LogLayout layout;
    private final Semaphore room;

    ResponseWaiters(HttpSettings settings, LogLayout layout, MeterRegistry registry) {
        int most = PER_REQUEST * settings.maxInFlight();
        this.room = new Semaphore(most);
        this.layout = layout;
        this.tailed = new AtomicLongArray(layout.partitions().count());
        registry.gauge("roundtable.http.response.waiters", room, free -> most - free.availablePermits());
    }

    private record Question(WorkspaceId workspace, MessageId message) {}

    /**
     * Registers somebody. Tables that reflect {@link Waiter#since} and are read from now on show every answer that the
     * waiter isn't told of.
     *
     * @param sight whose answers are waited for: of others nobody is told, or they would end the wait with nothing to
     *     show
     * @throws ProblemException {@code overloaded} where too many wait already
     */
    Waiter register(WorkspaceId workspace, MessageId message, Sight sight) {
        if (!room.tryAcquire()) {
            throw ProblemException.later(
                    ProblemCode.OVERLOADED, "Too many requests wait for answers on this node already.", 1);
        }
        var waiter = new Waiter(new Question(workspace, message), sight);
        waiting.compute(waiter.question, (_, others) -> {
            Set<Waiter> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(waiter);
            return all;
        });
        waiter.since = tailed.get(layout.partitionOf(workspace));
        return waiter;
    }

    @Override
    public void onEvent(EventEnvelope event, int partition) {
        // who registers later reads tables that reflect this event
        tailed.accumulateAndGet(partition, event.sequence(), Math::max);
        if (event.event() instanceof MessageEvent said
                && said.utterance().messageType() == MessageType.RESPONSE
                && said.utterance().inReplyTo() != null) {
            var waiters = waiting.get(
                    new Question(said.workspaceId(), said.utterance().inReplyTo()));
            if (waiters != null) {
                waiters.stream()
                        .filter(waiter -> waiter.sight.shows(said))
                        .forEach(waiter -> waiter.answered.complete(event.sequence()));
            }
        }
    }

    /** Somebody who waits until it is closed. */
    final class Waiter implements AutoCloseable {

        private final Question question;
        private final Sight sight;
        private final CompletableFuture<Long> answered = new CompletableFuture<>();
        private long since;

        private Waiter(Question question, Sight sight) {
            this.question = question;
            this.sight = sight;
        }

        /** The sequence that the tail had come to when this waiter was there. */
        long since() {
            return since;
        }

        /** Completes with the sequence of the answer, by the tail's own thread. */
        CompletableFuture<Long> answered() {
            return answered.copy();
        }

        /** Called once. */
        @Override
        public void close() {
            waiting.computeIfPresent(question, (_, others) -> {
                others.remove(this);
                return others.isEmpty() ? null : others;
            });
            room.release();
        }
    }
}
