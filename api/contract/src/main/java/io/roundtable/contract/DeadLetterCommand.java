package io.roundtable.contract;

import io.roundtable.contract.message.Utterance;
import org.jspecify.annotations.Nullable;

/** What somebody decides about a message that has failed. */
public sealed interface DeadLetterCommand extends DeliveryCommand {

    MessageId messageId();

    /**
     * How often the message had been redriven when it became the dead letter that is meant; null for whichever waits.
     * It keeps a decision about one dead letter from falling on the next of the same message.
     */
    @Nullable
    Integer redrives();

    @Override
    default String subject() {
        return messageId().value();
    }

    /**
     * Puts it back into its recipient's queue, with all its attempts before it.
     *
     * @param content said instead of the original, which is kept beside it; at most 256 KiB
     */
    record RedriveMessage(
            WorkspaceId workspaceId,
            MessageId messageId,
            @Nullable RawJson content,
            @Nullable Integer redrives) implements DeadLetterCommand {

        /** Whichever dead letter of the message waits. */
        public RedriveMessage(WorkspaceId workspaceId, MessageId messageId, @Nullable RawJson content) {
            this(workspaceId, messageId, content, null);
        }

        public RedriveMessage {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("message_id", messageId)
                    .rule(
                            "content",
                            content == null || content.bytes() <= Utterance.MAX_CONTENT_BYTES,
                            "must be at most 256 KiB")
                    .done();
        }
    }

    /**
     * Gives a dead letter up.
     *
     * @param reason 1 to 1,000 characters
     */
    record DiscardMessage(
            WorkspaceId workspaceId,
            MessageId messageId,
            String reason,
            @Nullable Integer redrives) implements DeadLetterCommand {

        /** Whichever dead letter of the message waits. */
        public DiscardMessage(WorkspaceId workspaceId, MessageId messageId, String reason) {
            this(workspaceId, messageId, reason, null);
        }

        public DiscardMessage {
            new Check()
                    .required("workspace_id", workspaceId)
                    .required("message_id", messageId)
                    .required("reason", reason)
                    .text("reason", reason, 1, 1_000)
                    .done();
        }
    }
}
