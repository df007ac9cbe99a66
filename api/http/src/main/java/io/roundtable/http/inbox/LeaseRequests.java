package io.roundtable.http.inbox;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.InboxCommand.LeaseMessages;
import io.roundtable.contract.LeaseCommand.ReleaseLease;
import io.roundtable.contract.LeaseCommand.ReturnMessage;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.Principal;
import io.roundtable.contract.Reply;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.Ids;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Commands;
import io.roundtable.http.inbox.LeaseEvents.Granted;
import io.roundtable.persistence.query.MessageView;
import io.roundtable.persistence.query.MessagesById;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the engine for leases, and gives back those that nobody could be given. */
@Singleton
final class LeaseRequests {

    private static final Logger log = LoggerFactory.getLogger(LeaseRequests.class);

    /**
     * However long the engine is away: whoever waited has gone by then, and what is leased at last is given back. Leases
     * that are decided later still end by their time.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** For the tail of the events to come to where the tail of the replies is. */
    private static final Duration TAIL = Duration.ofSeconds(30);

    private final Commands commands;
    private final LeaseEvents events;
    private final TableWaits tables;
    private final MessagesById byId;
    private final BlockingWork blocking;

    LeaseRequests(Commands commands, LeaseEvents events, TableWaits tables, ReadModel model, BlockingWork blocking) {
        this.commands = commands;
        this.events = events;
        this.tables = tables;
        this.byId = new MessagesById(model.sql());
        this.blocking = blocking;
    }

    /**
     * What the engine has granted, but for what is too much to be handed over at once and was given back.
     *
     * @param sequence at which it was decided
     * @param left in the queue behind them
     */
    record Grant(List<Leased> messages, long sequence, long left) {}

    /** Completes with the problem where the engine refuses, the log is away, or the tables lag too far behind. */
    CompletableFuture<Grant> lease(InboxKey inbox, Receiver receiver, int max) {
        if (!tables.isBehind(inbox)) {
            return ask(inbox, receiver, max);
        }
        return blocking.supply(() -> {
                    tables.beforeLease(inbox);
                    return inbox;
                })
                .thenCompose(key -> ask(key, receiver, max));
    }

    private CompletableFuture<Grant> ask(InboxKey inbox, Receiver receiver, int max) {
        CommandId id = Ids.command();
        var collected = events.expect(id);
        var command = new LeaseMessages(inbox.workspace(), inbox.sandbox(), max, receiver.ackWaitSeconds());
        return commands.ask(id, receiver.principal(), command, receiver.traceparent(), PATIENCE)
                .thenCompose(reply -> granted(inbox, receiver.principal(), reply, collected))
                .whenComplete((_, fault) -> {
                    if (fault != null) {
                        // granted, and nobody can be given them
                        collected.granted().forEach(lease -> release(inbox, receiver.principal(), lease.lease()));
                    }
                })
                .whenComplete((_, _) -> events.forget(id));
    }

    private CompletableFuture<Grant> granted(
            InboxKey inbox, Principal receiver, Reply reply, LeaseEvents.Collected collected) {
        Reply.Accepted accepted = reply.outcome().accepted();
        if (accepted == null) {
            return CompletableFuture.failedFuture(
                    Commands.problem(Objects.requireNonNull(reply.outcome().rejection())));
        }
        if (accepted.ids().isEmpty()) {
            return CompletableFuture.completedFuture(new Grant(List.of(), reply.sequence(), accepted.version()));
        }
        return collected
                .all(accepted.ids().size())
                .orTimeout(TAIL.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(granted -> read(inbox, granted, reply.sequence())
                        .thenApply(read -> handed(inbox, receiver, granted, read)))
                .thenApply(messages -> new Grant(messages, reply.sequence(), accepted.version()));
    }

    /** Messages that aren't at hand; with what they hold together bounded, since many may be read at a time. */
    private CompletableFuture<Map<MessageId, MessageView>> read(InboxKey inbox, List<Granted> granted, long sequence) {
        List<MessageId> missing = granted.stream()
                .filter(lease -> lease.message() == null)
                .map(lease -> lease.lease().messageId())
                .toList();
        return missing.isEmpty()
                ? CompletableFuture.completedFuture(Map.of())
                : blocking.supply(() -> {
                    tables.afterLease(inbox, sequence);
                    return byId.find(inbox.workspace(), missing);
                });
    }

    private List<Leased> handed(
            InboxKey inbox, Principal receiver, List<Granted> granted, Map<MessageId, MessageView> read) {
        List<Leased> fitting = Leased.fitting(granted, read);
        if (fitting.isEmpty()) {
            throw new IllegalStateException("a leased message has a row");
        }
        granted.subList(fitting.size(), granted.size()).forEach(rest -> release(inbox, receiver, rest.lease()));
        return fitting;
    }

    /** Gives back what was never handed over: the attempt doesn't count. */
    void release(InboxKey inbox, Principal principal, List<Leased> messages) {
        messages.forEach(leased -> release(inbox, principal, leased.lease()));
    }

    private void release(InboxKey inbox, Principal principal, MessageLeased lease) {
        say(principal, new ReleaseLease(inbox.workspace(), inbox.sandbox(), lease.messageId(), lease.leaseId()));
    }

    /** Gives back what was handed over to somebody who is gone: the attempt counts, and backoff applies. */
    void giveBack(InboxKey inbox, Principal principal, Map<MessageId, LeaseId> leases) {
        leases.forEach((message, lease) -> {
            var command =
                    new ReturnMessage(inbox.workspace(), inbox.sandbox(), message, lease, null, "the stream has ended");
            say(principal, command);
        });
    }

    private void say(Principal principal, io.roundtable.contract.LeaseCommand command) {
        commands.tell(principal, command).exceptionally(fault -> {
            log.info("lease {} ends by its time: {}", command.leaseId(), fault.toString());
            return null;
        });
    }
}
