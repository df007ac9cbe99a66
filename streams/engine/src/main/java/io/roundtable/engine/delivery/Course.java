package io.roundtable.engine.delivery;

import io.roundtable.contract.DeliveryEvent;
import io.roundtable.contract.DeliveryEvent.DeadLetterDiscarded;
import io.roundtable.contract.DeliveryEvent.LeaseExtended;
import io.roundtable.contract.DeliveryEvent.MessageAcknowledged;
import io.roundtable.contract.DeliveryEvent.MessageDeadLettered;
import io.roundtable.contract.DeliveryEvent.MessageExpired;
import io.roundtable.contract.DeliveryEvent.MessageLeased;
import io.roundtable.contract.DeliveryEvent.MessageOffered;
import io.roundtable.contract.DeliveryEvent.MessageRedriven;
import io.roundtable.contract.DeliveryEvent.MessageReturned;
import io.roundtable.contract.LeaseId;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.ReturnReason;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.sandbox.Ordering;
import io.roundtable.engine.DeliveryKey.OfEnd;
import io.roundtable.engine.DeliveryKey.OfEnded;
import io.roundtable.engine.DeliveryRow.EndRow;
import io.roundtable.engine.DeliveryRow.EndedRow;
import io.roundtable.engine.DeliveryRow.EntryRow;
import io.roundtable.engine.DeliveryRow.Said;
import io.roundtable.engine.DeliveryRow.Stage;
import io.roundtable.engine.DeliveryRow.Tries;
import io.roundtable.engine.MutableRows;
import io.roundtable.engine.Row.MessageRow;
import io.roundtable.engine.RowKey.OfMessage;
import io.roundtable.engine.RowKey.OfSandbox;
import io.roundtable.engine.RowKey.OfWorkspace;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fold of what happens to messages after they were said: from their recipient's queue to their end. */
public record Course(MutableRows state, WorkspaceId workspace, SandboxId sandbox, Instant time) {

    /** A message was said to this sandbox. */
    public void sent(MessageId message, @Nullable SandboxId from, Utterance utterance, int hops) {
        long number = queue().next();
        var said = new Said(
                message,
                sandbox,
                from,
                utterance.priority(),
                utterance.correlationId(),
                utterance.correlationId() != null && isStrict(),
                utterance.expiresAt());
        state.put(new OfMessage(workspace, message), new MessageRow(hops, sandbox, number));
        var entry = new EntryRow(said, Stage.BLOCKED, Tries.NONE, null, null, null);
        queue().expire(entry, true);
        boolean isHead = !said.chained() || chain(said).add(number);
        var deliverAt = utterance.deliverAt();
        if (deliverAt != null && deliverAt.isAfter(time)) {
            queue().place(number, entry, Stage.WAITING, deliverAt);
        } else {
            queue().place(number, entry, isHead ? Stage.READY : Stage.BLOCKED, null);
        }
    }

    /** @throws IllegalStateException where there is no such unfinished message, which is a bug */
    void evolve(DeliveryEvent event) {
        var row = state.get(new OfMessage(workspace, event.messageId()));
        long number = row.number();
        switch (event) {
            case MessageLeased leased -> {
                queue().take(number);
                queue().lease(number, leased);
            }
            case LeaseExtended extended -> queue().extend(number, extended.leasedUntil());
            case MessageReturned returned -> back(number, returned);
            case MessageOffered _ -> {
                queue().take(number);
                offer(number);
            }
            case MessageDeadLettered _ -> {
                queue().take(number);
                queue().bury(number);
            }
            case MessageRedriven redriven -> {
                queue().take(number);
                queue().put(number, queue().entry(number).redriven(redriven.redrives()));
                offer(number);
            }
            case MessageAcknowledged acknowledged -> end(number, row, acknowledged.leaseId());
            case MessageExpired _ -> end(number, row, null);
            case DeadLetterDiscarded _ -> end(number, row, null);
        }
    }

    private void back(long number, MessageReturned returned) {
        queue().take(number);
        var entry = queue().entry(number);
        queue().put(number, entry.tried(after(returned.reason(), entry.tries())));
        if (returned.availableAt().isAfter(time)) {
            queue().place(number, queue().entry(number), Stage.WAITING, returned.availableAt());
        } else {
            offer(number);
        }
    }

    private Tries after(ReturnReason reason, Tries tries) {
        return switch (reason) {
            case UNREPORTED, SKIPPED -> tries.lost();
            case RELEASED -> tries.released();
            case NAK, TIMED_OUT, FAILED -> tries.failed(time);
        };
    }

    private void offer(long number) {
        var entry = queue().entry(number);
        boolean isHead = !entry.said().chained() || chain(entry.said()).isHead(number);
        queue().place(number, entry, isHead ? Stage.READY : Stage.BLOCKED, null);
    }

    private void end(long number, MessageRow row, @Nullable LeaseId acknowledgedBy) {
        queue().take(number);
        var said = queue().entry(number).said();
        queue().remove(number);
        var message = said.message();
        state.remove(new OfMessage(workspace, message));
        state.put(new OfEnd(workspace, message), new EndRow(row.hops(), sandbox, acknowledgedBy, time));
        state.put(new OfEnded(time, workspace, message), new EndedRow(workspace, message));
        if (said.chained()) {
            chain(said).finish(number).ifPresent(this::unblock);
        }
    }

    private void unblock(long number) {
        var entry = queue().entry(number);
        if (entry.stage() == Stage.BLOCKED) {
            queue().place(number, entry, Stage.READY, null);
        }
    }

    /** Whether the sandbox takes messages in strict order now; those that are queued stay as they were queued. */
    private boolean isStrict() {
        var recipient = state.find(new OfSandbox(workspace, sandbox));
        return recipient != null
                && recipient.deliveryIn(state.get(new OfWorkspace(workspace))).ordering() == Ordering.STRICT;
    }

    private Queue queue() {
        return new Queue(state, workspace, sandbox);
    }

    private Chain chain(Said said) {
        return new Chain(state, workspace, sandbox, Objects.requireNonNull(said.correlationId()));
    }
}
