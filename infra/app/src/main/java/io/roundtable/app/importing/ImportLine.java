package io.roundtable.app.importing;

import io.roundtable.contract.Check;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.message.Utterance;
import io.roundtable.contract.wire.Json;
import io.roundtable.contract.wire.JsonFaults;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file of conversations: one message.
 *
 * @param conversation its id, 1 to 255 characters
 * @param seq 0, 1, 2 … within the conversation
 * @param from a participant's name, 1 to 100 characters
 * @param to likewise
 * @param correlationId 1 to 255 characters, none of them a control character
 * @param content any JSON, at most 256 KiB, as the bytes that stand in the file
 */
record ImportLine(
        String conversation,
        int seq,
        String from,
        String to,
        MessageType messageType,
        @Nullable String correlationId,
        RawJson content) {

    ImportLine(
            @Nullable String conversation,
            int seq,
            @Nullable String from,
            @Nullable String to,
            @Nullable MessageType messageType,
            @Nullable String correlationId,
            @Nullable RawJson content) {
        new Check()
                .required("conversation", conversation)
                .text("conversation", conversation, 1, 255)
                .rule("seq", seq >= 0, "must not be negative")
                .required("from", from)
                .text("from", from, 1, 100)
                .required("to", to)
                .text("to", to, 1, 100)
                .required("message_type", messageType)
                .text("correlation_id", correlationId, 1, 255)
                .printable("correlation_id", correlationId)
                .required("content", content)
                .rule(
                        "content",
                        content == null || content.bytes() <= Utterance.MAX_CONTENT_BYTES,
                        "must be at most 256 KiB")
                .done();
        this.conversation = Objects.requireNonNull(conversation);
        this.seq = seq;
        this.from = Objects.requireNonNull(from);
        this.to = Objects.requireNonNull(to);
        this.messageType = Objects.requireNonNull(messageType);
        this.correlationId = correlationId;
        this.content = Objects.requireNonNull(content);
    }

    /** @throws InvalidInput with what is wrong */
    static ImportLine parse(byte[] line) {
        try {
            return Json.shared().readValue(line, ImportLine.class);
        } catch (IOException e) {
            throw JsonFaults.invalid(e);
        }
    }
}
