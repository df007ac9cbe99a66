package io.roundtable.http.inbox;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.wire.Json;
import io.roundtable.http.json.ServerSentEvents;
import io.roundtable.http.message.MessageResource;
import io.roundtable.http.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * One connection that gets messages as they come, while it has credit: so many that it has not dealt with, and no more.
 * Nothing is leased for it that it hasn't room for, and nothing is written that it doesn't take.
 */
final class InboxStream implements Receiver {

    private static final int MOST_AT_ONCE = 100;

    private final Principal principal;
    private final String traceparent;
    private final int maxInFlight;
    private final Runnable admission;
    private final FluxSink<byte[]> sink;
    private final Map<MessageId, LeaseId> held = new LinkedHashMap<>();
    private final Deque<Leased> unsent = new ArrayDeque<>();
    private boolean isOver;

    /** @param admission throws where the receiver may no longer receive */
    InboxStream(Principal principal, String traceparent, int maxInFlight, Runnable admission, FluxSink<byte[]> sink) {
        this.principal = principal;
        this.traceparent = traceparent;
        this.maxInFlight = maxInFlight;
        this.admission = admission;
        this.sink = sink;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public String traceparent() {
        return traceparent;
    }

    @Override
    public @Nullable Integer ackWaitSeconds() {
        return null;
    }

    @Override
    public void admit() {
        admission.run();
    }

    /** None while the connection takes none: they would only wait here, for a receiver that may hang, until their time is over. */
    @Override
    public synchronized int wanted() {
        boolean isTaking = !isOver && unsent.isEmpty() && sink.requestedFromDownstream() > 0;
        return isTaking ? Math.min(MOST_AT_ONCE, maxInFlight - held.size()) : 0;
    }

    @Override
    public synchronized List<Leased> take(List<Leased> messages) {
        if (isOver) {
            return messages;
        }
        unsent.addAll(messages);
        send();
        return List.of();
    }

    /** Writes what the connection takes. */
    synchronized void send() {
        while (!isOver && sink.requestedFromDownstream() > 0 && !unsent.isEmpty()) {
            Leased message = unsent.remove();
            held.put(message.messageId(), message.leaseId());
            var resource = MessageResource.of(message.message(), message.lease());
            sink.next(ServerSentEvents.message(message.leaseId().value(), Json.write(resource)));
        }
    }

    /** So that nobody between here and there takes the connection for dead. */
    synchronized void beat() {
        if (!isOver && sink.requestedFromDownstream() > 0) {
            sink.next(ServerSentEvents.HEARTBEAT);
        }
    }

    @Override
    public synchronized void onEvent(DeliveryEvent event) {
        if (!(event instanceof MessageLeased) && !(event instanceof LeaseExtended)) {
            held.remove(event.messageId());
            unsent.removeIf(message -> message.messageId().equals(event.messageId()));
        }
    }

    /** Takes back what the connection has not taken and whose lease is over by then; it was never handed over. */
    synchronized List<Leased> untaken(Instant by) {
        var late = unsent.stream()
                .filter(message -> message.lease().leasedUntil().isBefore(by))
                .toList();
        unsent.removeIf(message -> message.lease().leasedUntil().isBefore(by));
        return late;
    }

    /** Outside the lock: the end of the connection gives back what it held, under the inbox's lock. */
    @Override
    public void fail(ProblemException problem) {
        synchronized (this) {
            if (isOver) {
                return;
            }
            isOver = true;
        }
        sink.next(ServerSentEvents.end(problem.code().wire()));
        sink.complete();
    }

    /** What was leased for it and has not been dealt with. */
    record Rest(Map<MessageId, LeaseId> handedOver, List<Leased> unsent) {}

    /** Nothing is taken from now on; what it had is given back by whoever calls this. */
    synchronized Rest close() {
        isOver = true;
        var rest = new Rest(Map.copyOf(held), new ArrayList<>(unsent));
        held.clear();
        unsent.clear();
        return rest;
    }
}
