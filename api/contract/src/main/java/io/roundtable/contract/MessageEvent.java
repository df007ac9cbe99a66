package io.roundtable.contract;

import io.roundtable.contract.message.Utterance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened to messages. */
public sealed interface MessageEvent extends Event {

    /** Who speaks; null where it is the system. */
    @Nullable
    SandboxId fromSandboxId();

    Utterance utterance();

    @Override
    default @Nullable String correlationId() {
        return utterance().correlationId();
    }

    /**
     * A message was accepted and queued for its recipient.
     *
     * @param hops messages before it in its chain of answers
     */
    record MessageSent(
            WorkspaceId workspaceId,
            MessageId messageId,
            @Nullable SandboxId fromSandboxId,
            SandboxId toSandboxId,
            Utterance utterance,
            int hops)
            implements MessageEvent {

        public MessageSent {
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
     * One content was accepted for many recipients, each of whom gets a message of its own.
     *
     * @param broadcastId what the messages have in common
     * @param copies a message for each recipient
     * @param hops messages before it in its chain of answers
     */
    record MessageBroadcast(
            WorkspaceId workspaceId,
            MessageId broadcastId,
            SandboxId fromSandboxId,
            List<Copy> copies,
            Utterance utterance,
            int hops)
            implements MessageEvent {

        public MessageBroadcast {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("broadcast_id", broadcastId)
                    .required("from_sandbox_id", fromSandboxId)
                    .required("copies", copies)
                    .required("utterance", utterance)
                    .done();
            copies = List.copyOf(copies);
        }

        @Override
        public String subject() {
            return broadcastId.value();
        }
    }

    /** One recipient's message of a broadcast. */
    record Copy(MessageId messageId, SandboxId toSandboxId) {

        public Copy {
            new Check()
                    .required("message_id", messageId)
                    .required("to_sandbox_id", toSandboxId)
                    .done();
        }
    }
}
