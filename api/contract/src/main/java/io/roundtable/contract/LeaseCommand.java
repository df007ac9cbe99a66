package io.roundtable.contract;

import io.roundtable.contract.delivery.DeliveryResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a receiver, or the timer that stands in for a silent one, says of a lease that it holds. */
public sealed interface LeaseCommand extends DeliveryCommand {

    /** Whose inbox the message was in. */
    SandboxId sandboxId();

    MessageId messageId();

    LeaseId leaseId();

    @Override
    default String subject() {
        return messageId().value();
    }

    /** The message has been dealt with. */
    record AcknowledgeMessage(WorkspaceId workspaceId, SandboxId sandboxId, MessageId messageId, LeaseId leaseId)
            implements LeaseCommand {

        public AcknowledgeMessage {
            check(workspaceId, sandboxId, messageId, leaseId).done();
        }
    }

    /**
     * The message is to be tried again.
     *
     * @param delaySeconds wait before the next attempt, 0 to 86,400; null for the sandbox's backoff
     * @param reason 0 to 1,000 characters
     */
    record ReturnMessage(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            LeaseId leaseId,
            @Nullable Integer delaySeconds,
            @Nullable String reason)
            implements LeaseCommand {

        public static final int MAX_DELAY_SECONDS = 86_400;

        public ReturnMessage {
            check(workspaceId, sandboxId, messageId, leaseId)
                    .range("delay_seconds", delaySeconds, 0, MAX_DELAY_SECONDS)
                    .text("reason", reason, 0, 1_000)
                    .done();
        }
    }

    /**
     * The receiver needs longer.
     *
     * @param ackWaitSeconds from now on, 1 to 3,600; null for the sandbox's
     */
    record ExtendLease(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            LeaseId leaseId,
            @Nullable Integer ackWaitSeconds)
            implements LeaseCommand {

        public ExtendLease {
            check(workspaceId, sandboxId, messageId, leaseId)
                    .range("ack_wait_seconds", ackWaitSeconds, 1, 3_600)
                    .done();
        }
    }

    /**
     * The message can't be dealt with, now or ever: straight to the dead letters.
     *
     * @param reason 0 to 1,000 characters
     */
    record RejectMessage(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            MessageId messageId,
            LeaseId leaseId,
            @Nullable String reason) implements LeaseCommand {

        public RejectMessage {
            check(workspaceId, sandboxId, messageId, leaseId)
                    .text("reason", reason, 0, 1_000)
                    .done();
        }
    }

    /** The receiver was gone before the message was handed to it; says the node that holds the connection. */
    record ReleaseLease(WorkspaceId workspaceId, SandboxId sandboxId, MessageId messageId, LeaseId leaseId)
            implements LeaseCommand {

        public ReleaseLease {
            check(workspaceId, sandboxId, messageId, leaseId).done();
        }
    }

    /**
     * A courier's report of its attempt. Nothing but its lease makes it count: a second one, or one of a lease that is
     * over, changes nothing.
     */
    record RecordDelivery(
            WorkspaceId workspaceId, SandboxId sandboxId, MessageId messageId, LeaseId leaseId, DeliveryResult result)
            implements LeaseCommand {

        public RecordDelivery {
            check(workspaceId, sandboxId, messageId, leaseId)
                    .required("result", result)
                    .done();
        }
    }

    /**
     * A timer's word that a lease is over.
     *
     * @param due the deadline that the timer knew
     */
    record ExpireLease(WorkspaceId workspaceId, SandboxId sandboxId, MessageId messageId, LeaseId leaseId, Instant due)
            implements LeaseCommand {

        public ExpireLease {
            check(workspaceId, sandboxId, messageId, leaseId)
                    .required("due", due)
                    .done();
        }
    }

    private static Check check(WorkspaceId workspaceId, SandboxId sandboxId, MessageId messageId, LeaseId leaseId) {
        return new Check()
                .required("workspace_id", workspaceId)
                .required("sandbox_id", sandboxId)
                .required("message_id", messageId)
                .required("lease_id", leaseId);
    }
}
