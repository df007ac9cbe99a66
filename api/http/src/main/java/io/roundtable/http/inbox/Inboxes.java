package io.roundtable.http.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageOffered;
import io.roundtable.contract.DeliveryEvent.MessageRedriven;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.Event;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.MessageEvent;
import io.roundtable.contract.MessageEvent.Copy;
import io.roundtable.contract.MessageEvent.MessageBroadcast;
import io.roundtable.contract.MessageEvent.MessageSent;
import io.roundtable.contract.SandboxEvent.SandboxChanged;
import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.inbox.LeaseRequests.Grant;
import io.roundtable.http.live.EventListener;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inboxes that somebody waits for at this node, or has waited for: leases are asked for as events come. */
@Singleton
final class Inboxes implements EventListener {

    private static final Logger log = LoggerFactory.getLogger(Inboxes.class);

    /** Receivers at a time; past it 503. */
    private static final int MAX_RECEIVERS = 20_000;

    /** Inboxes that nobody waits for are remembered up to that many in all; others begin with a lease asked for in vain. */
    private static final int MAX_INBOXES = 100_000;

    private final ConcurrentHashMap<InboxKey, Inbox> inboxes = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LeaseRequests requests;
    private final BlockingWork blocking;

    Inboxes(LeaseRequests requests, BlockingWork blocking, MeterRegistry registry) {
        this.requests = requests;
        this.blocking = blocking;
        registry.gauge("roundtable.http.receivers", waiting);
    }

    /**
     * Lets a receiver wait until it leaves.
     *
     * @throws ProblemException {@code overloaded} where there are too many
     */
    void join(InboxKey key, Receiver receiver) {
        if (waiting.incrementAndGet() > MAX_RECEIVERS) {
            waiting.decrementAndGet();
            throw ProblemException.later(
                    ProblemCode.OVERLOADED, MAX_RECEIVERS + " receivers wait at this node already.", 1);
        }
        inboxes.compute(key, (_, known) -> {
            Inbox inbox = known == null ? new Inbox() : known;
            inbox.join(receiver);
            return inbox;
        });
        pump(key);
    }

    /** Each that has joined leaves once. */
    void leave(InboxKey key, Receiver receiver) {
        waiting.decrementAndGet();
        inboxes.computeIfPresent(key, (_, inbox) -> {
            inbox.leave(receiver);
            return inbox.isDeserted() && inboxes.size() > MAX_INBOXES ? null : inbox;
        });
    }

    /** Something may be in the queue, of which this node hasn't heard yet. */
    void arrived(InboxKey key, long sequence) {
        Inbox inbox = inboxes.get(key);
        if (inbox != null) {
            inbox.arrived(sequence);
        }
    }

    /** Whether there is anything to be had, as far as this node has heard. */
    boolean isBusy(InboxKey key) {
        Inbox inbox = inboxes.get(key);
        return inbox != null && inbox.isBusy();
    }

    /** Asks for a lease, where it is worth it and a receiver wants some. */
    void pump(InboxKey key) {
        Inbox inbox = inboxes.get(key);
        Receiver receiver = inbox == null ? null : inbox.next();
        if (inbox == null || receiver == null) {
            return;
        }
        int wanted = Math.max(1, receiver.wanted());
        var _ = requests.lease(key, receiver, wanted)
                .whenCompleteAsync(
                        (grant, fault) -> {
                            if (grant == null) {
                                inbox.failed();
                                receiver.fail(problem(fault));
                            } else {
                                inbox.leased(grant, wanted);
                                hand(key, receiver, grant);
                            }
                            if (!inbox.isBusy()) {
                                inbox.receivers().forEach(Receiver::nothing);
                            }
                            pump(key);
                        },
                        blocking.executor());
    }

    /** Whether it may receive is asked once more: it may have waited for long. */
    private void hand(InboxKey key, Receiver receiver, Grant grant) {
        if (grant.messages().isEmpty()) {
            return;
        }
        List<Leased> refused = grant.messages();
        try {
            receiver.admit();
            refused = receiver.take(grant.messages());
        } catch (ProblemException e) {
            receiver.fail(e);
        } finally {
            requests.release(key, receiver.principal(), refused);
        }
    }

    private static ProblemException problem(@Nullable Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        return switch (cause) {
            case ProblemException problem -> problem;
            case TimeoutException _ -> notDecided();
            case null, default -> {
                log.error("a lease could not be had", cause);
                yield ProblemException.of(ProblemCode.INTERNAL);
            }
        };
    }

    static ProblemException notDecided() {
        return ProblemException.later(
                ProblemCode.NOT_DECIDED, "The engine has not decided in time; what it leases now is given back.", 2);
    }

    @Override
    public void onEvent(EventEnvelope envelope, int partition) {
        long sequence = envelope.sequence();
        Event event = envelope.event();
        switch (event) {
            case MessageEvent said -> {
                if (!isLater(said.utterance().deliverAt(), envelope)) {
                    recipients(said).forEach(sandbox -> at(event, sandbox, inbox -> inbox.arrived(sequence)));
                }
            }
            case DeliveryEvent step -> at(event, step.sandboxId(), inbox -> stepped(inbox, step, envelope));
            case SandboxChanged changed -> at(event, changed.sandboxId(), Inbox::missed);
            case SandboxDeleted deleted -> at(event, deleted.sandboxId(), Inboxes::deleted);
            default -> {
                // moves no message
            }
        }
    }

    @Override
    public void onUnreadable(int partition) {
        onGap(partition);
    }

    @Override
    public void onGap(int partition) {
        inboxes.forEach((key, inbox) -> {
            inbox.missed();
            pump(key);
        });
    }

    private void at(Event event, SandboxId sandbox, Consumer<Inbox> change) {
        WorkspaceId workspace = event.workspaceId();
        var key = new InboxKey(workspace, sandbox);
        Inbox inbox = inboxes.get(key);
        if (inbox != null) {
            change.accept(inbox);
            pump(key);
        }
    }

    private static List<SandboxId> recipients(MessageEvent event) {
        return switch (event) {
            case MessageSent sent -> List.of(sent.toSandboxId());
            case MessageBroadcast broadcast ->
                broadcast.copies().stream().map(Copy::toSandboxId).toList();
        };
    }

    /** What has to wait comes again, as an event that offers it. */
    private static boolean isLater(@Nullable Instant time, EventEnvelope event) {
        return time != null && time.isAfter(event.time());
    }

    private static void stepped(Inbox inbox, DeliveryEvent step, EventEnvelope event) {
        switch (step) {
            case MessageOffered _, MessageRedriven _ -> inbox.arrived(event.sequence());
            case MessageReturned returned -> {
                if (!isLater(returned.availableAt(), event)) {
                    inbox.arrived(event.sequence());
                }
                inbox.ended(event.sequence());
            }
            case MessageLeased _, LeaseExtended _ -> {
                // frees nothing
            }
            default -> inbox.ended(event.sequence());
        }
        inbox.receivers().forEach(receiver -> receiver.onEvent(step));
    }

    private static void deleted(Inbox inbox) {
        inbox.receivers().forEach(receiver -> receiver.fail(ProblemException.of(ProblemCode.SANDBOX_NOT_FOUND)));
    }
}
