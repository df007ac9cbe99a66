package io.roundtable.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Commands about the queue of a sandbox. */
public sealed interface InboxCommand extends DeliveryCommand {

    /** Whose queue it is. */
    SandboxId sandboxId();

    /**
     * Hands messages to a receiver, for a time.
     *
     * @param max most messages, 1 to 100
     * @param ackWaitSeconds for how long, 1 to 3,600; null for the sandbox's
     */
    record LeaseMessages(
            WorkspaceId workspaceId,
            SandboxId sandboxId,
            int max,
            @Nullable Integer ackWaitSeconds) implements InboxCommand {

        public static final int MOST = 100;

        public LeaseMessages {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .range("max", max, 1, MOST)
                    .range("ack_wait_seconds", ackWaitSeconds, 1, 3_600)
                    .done();
        }

        @Override
        public String subject() {
            return sandboxId.value();
        }
    }

    /**
     * A timer's word that a message has waited long enough, for its hour or for its next attempt.
     *
     * @param due when it was to be offered
     */
    record OfferMessage(WorkspaceId workspaceId, SandboxId sandboxId, MessageId messageId, Instant due)
            implements InboxCommand {

        public OfferMessage {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("message_id", messageId)
                    .required("due", due)
                    .done();
        }

        @Override
        public String subject() {
            return messageId.value();
        }
    }

    /**
     * A timer's word that a message is no longer worth delivering.
     *
     * @param due its {@code expires_at}
     */
    record ExpireMessage(WorkspaceId workspaceId, SandboxId sandboxId, MessageId messageId, Instant due)
            implements InboxCommand {

        public ExpireMessage {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("message_id", messageId)
                    .required("due", due)
                    .done();
        }

        @Override
        public String subject() {
            return messageId.value();
        }
    }

    /**
     * A timer's word that the queue of a deleted sandbox isn't empty yet: some of it goes to the dead letters.
     *
     * @param from number of the first entry to look at
     * @param due when it was to go on
     */
    record DrainInbox(WorkspaceId workspaceId, SandboxId sandboxId, long from, Instant due) implements InboxCommand {

        public DrainInbox {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("sandbox_id", sandboxId)
                    .required("due", due)
                    .done();
        }

        @Override
        public String subject() {
            return sandboxId.value();
        }
    }
}
