package io.roundtable.contract;

import io.roundtable.contract.message.Utterance;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands about messages. */
public sealed interface MessageCommand extends Command {

    /**
     * Who speaks; null where the principal is a sandbox, which then speaks for itself.
     */
    @Nullable
    SandboxId fromSandboxId();

    Utterance utterance();

    /** Sends a message to one sandbox. */
    record SendMessage(
            WorkspaceId workspaceId,
            MessageId messageId,
            @Nullable SandboxId fromSandboxId,
            SandboxId toSandboxId,
            Utterance utterance)
            implements MessageCommand {

        public SendMessage {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("message_id", messageId)
                    .required("to_sandbox_id", toSandboxId)
                    .required("utterance", utterance)
                    .done();
        }

        @Override
        public String subject() {
            return messageId.value();
        }
    }

    /**
     * Sends one content to many sandboxes, as one event.
     *
     * @param broadcastId what the messages have in common
     * @param toSandboxIds each once, 1 to 1,000; null for every sandbox but the sender
     */
    record BroadcastMessage(
            WorkspaceId workspaceId,
            MessageId broadcastId,
            @Nullable SandboxId fromSandboxId,
            @Nullable List<SandboxId> toSandboxIds,
            Utterance utterance)
            implements MessageCommand {

        public BroadcastMessage {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("broadcast_id", broadcastId)
                    .required("utterance", utterance)
                    .done();
            if (toSandboxIds != null) {
                new Check()
                        .rule("to_sandbox_ids", !toSandboxIds.isEmpty(), "must have at least 1 entry")
                        .rule(
                                "to_sandbox_ids",
                                new HashSet<>(toSandboxIds).size() == toSandboxIds.size(),
                                "must name each sandbox once")
                        .done();
                toSandboxIds = List.copyOf(toSandboxIds);
            }
        }

        @Override
        public String subject() {
            return broadcastId.value();
        }
    }
}
