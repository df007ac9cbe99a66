package io.roundtable.http.message;

import io.roundtable.contract.Check;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Priority;
import io.roundtable.contract.message.Utterance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a message to send; what is wrong with it, the command itself says. */
record MessageGiven(
        @Nullable SandboxId fromSandboxId,
        @Nullable SandboxId toSandboxId,
        @Nullable MessageType messageType,
        @Nullable RawJson content,
        @Nullable String correlationId,
        @Nullable MessageId inReplyTo,
        @Nullable Instant expiresAt,
        @Nullable Instant deliverAt,
        @Nullable Priority priority) {

    Utterance utterance() {
        new Check().printable("correlation_id", correlationId).done();
        return new Utterance(messageType, content, correlationId, inReplyTo, expiresAt, deliverAt, priority);
    }

    /** The body of a broadcast. */
    record Broadcast(
            @Nullable SandboxId fromSandboxId,
            @Nullable List<SandboxId> toSandboxIds,
            @Nullable MessageType messageType,
            @Nullable RawJson content,
            @Nullable String correlationId,
            @Nullable MessageId inReplyTo,
            @Nullable Instant expiresAt,
            @Nullable Instant deliverAt,
            @Nullable Priority priority) {

        Utterance utterance() {
            new Check().printable("correlation_id", correlationId).done();
            return new Utterance(messageType, content, correlationId, inReplyTo, expiresAt, deliverAt, priority);
        }
    }

    /** The body of a batch: each entry is read on its own, so that one that is wrong spoils no other. */
    record Batch(@Nullable List<RawJson> messages) {

        /** The most messages that a batch may have. */
        static final int MAX = 500;

        Batch {
            new Check()
                    .required("messages", messages)
                    .size("messages", messages, 1, MAX)
                    .done();
        }
    }
}
