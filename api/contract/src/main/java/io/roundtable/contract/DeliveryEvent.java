package io.roundtable.contract;

import io.roundtable.contract.delivery.Failure;
import io.roundtable.contract.delivery.Holder;
import io.roundtable.contract.delivery.ReturnReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The ladder of a message after it was sent: each rung one event.
 *
 * <p>Attempts count from 1; redriving a dead letter starts them again.
 */
public sealed interface DeliveryEvent extends Event {

    /** The recipient. */
    SandboxId sandboxId();

    MessageId messageId();

    @Override
    default String subject() {
        return messageId().value();
    }

    /** What the message belongs to. */
    @Override
    @Nullable
    String correlationId();

    /**
     * The message was given to somebody who has until a deadline to say what became of it.
     *
     * @param attempt which one this is, from 1
     * @param leasedUntil the deadline
     * @param holder a courier, which sends it to the recipient's webhook; or else a receiver
     */
    record MessageLeased(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            LeaseId leaseId,
            int attempt,
            Instant leasedUntil,
            Holder holder,
            @Nullable String correlationId)
            implements DeliveryEvent {

        public MessageLeased {
            check(workspaceId, sandboxId, messageId)
                    .required("lease_id", leaseId)
                    .required("leased_until", leasedUntil)
                    .required("holder", holder)
                    .done();
        }

        /** Given to a receiver. */
        public MessageLeased(
                WorkspaceId workspaceId,
                SandboxId sandboxId,
                MessageId messageId,
                LeaseId leaseId,
                int attempt,
                Instant leasedUntil,
                @Nullable String correlationId) {
            this(workspaceId, sandboxId, messageId, leaseId, attempt, leasedUntil, Holder.RECEIVER, correlationId);
        }
    }

    /**
     * Whoever has the message got longer to say what became of it.
     *
     * @param leasedUntil the deadline from now on
     */
    record LeaseExtended(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            LeaseId leaseId,
            Instant leasedUntil,
            @Nullable String correlationId)
            implements DeliveryEvent {

        public LeaseExtended {
            check(workspaceId, sandboxId, messageId)
                    .required("lease_id", leaseId)
                    .required("leased_until", leasedUntil)
                    .done();
        }
    }

    /**
     * The recipient has dealt with the message: its end.
     *
     * @param attempt the one that was the last
     */
    record MessageAcknowledged(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            LeaseId leaseId,
            int attempt,
            @Nullable String correlationId)
            implements DeliveryEvent {

        public MessageAcknowledged {
            check(workspaceId, sandboxId, messageId)
                    .required("lease_id", leaseId)
                    .done();
        }
    }

    /**
     * The lease is over and the message waits for its next attempt.
     *
     * @param attempt the one that ended; whether it counts follows from the reason
     * @param detail what the receiver said, at most 1,000 characters
     * @param availableAt when it is offered again
     */
    record MessageReturned(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            LeaseId leaseId,
            int attempt,
            ReturnReason reason,
            @Nullable String detail,
            Instant availableAt,
            @Nullable String correlationId)
            implements DeliveryEvent {

        public MessageReturned {
            check(workspaceId, sandboxId, messageId)
                    .required("lease_id", leaseId)
                    .required("reason", reason)
                    .text("detail", detail, 0, 1_000)
                    .required("available_at", availableAt)
                    .done();
        }

        /** Attempts that count, now that this one has ended. */
        public int counted() {
            return reason.counts() ? attempt : attempt - 1;
        }
    }

    /** What the message waited for has come: it is in its recipient's queue. */
    record MessageOffered(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            @Nullable String correlationId) implements DeliveryEvent {

        public MessageOffered {
            check(workspaceId, sandboxId, messageId).done();
        }
    }

    /** The message wasn't delivered while it was worth it: its end. */
    record MessageExpired(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            Failure failure,
            @Nullable String correlationId)
            implements DeliveryEvent {

        public MessageExpired {
            check(workspaceId, sandboxId, messageId)
                    .required("failure", failure)
                    .done();
        }
    }

    /** The message is given up until somebody decides about it. */
    record MessageDeadLettered(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            Failure failure,
            @Nullable String correlationId)
            implements DeliveryEvent {

        public MessageDeadLettered {
            check(workspaceId, sandboxId, messageId)
                    .required("failure", failure)
                    .done();
        }
    }

    /**
     * A dead letter is in its recipient's queue again.
     *
     * @param content said instead of the original; null where that stays
     * @param redrives how often, with this time
     */
    record MessageRedriven(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            @Nullable RawJson content,
            int redrives,
            @Nullable String correlationId)
            implements DeliveryEvent {

        public MessageRedriven {
            check(workspaceId, sandboxId, messageId).done();
        }
    }

    /**
     * A dead letter was given up: its end.
     *
     * @param reason 1 to 1,000 characters
     * @param redrives how often it was put back into the queue before
     */
    record DeadLetterDiscarded(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            String reason,
            int redrives,
            @Nullable String correlationId)
            implements DeliveryEvent {

        public DeadLetterDiscarded {
            check(workspaceId, sandboxId, messageId)
                    .required("reason", reason)
                    .text("reason", reason, 1, 1_000)
                    .done();
        }
    }

    private static Check check(WorkspaceId workspaceId, SandboxId sandboxId, MessageId messageId) {
        return new Check()
                .required("workspace_id", workspaceId)
                .required("sandbox_id", sandboxId)
                .required("message_id", messageId);
    }
}
