package io.roundtable.app.importing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.roundtable.app.client.ApiRequest;
import io.roundtable.app.client.ApiResponse;
import io.roundtable.app.client.Keys;
import io.roundtable.app.client.Paging;
import io.roundtable.app.client.Paging.Page;
import io.roundtable.app.client.Paging.Pagination;
import io.roundtable.app.client.Workspace;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.message.MessageType;
import io.roundtable.contract.wire.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One conversation's workspace, message by message: what is there already is compared, what isn't is sent.
 *
 * <p>Messages carry no label of where they came from, so order is what identifies them: the n-th message of the workspace
 * is seq n of the conversation. That holds at any age; the idempotency keys besides cover what is still under way.
 */
final class Conversation {
    private static final int NAME_LIMIT = 100;
    private static final int PAGE = 50;

    private final String key;
    private final Workspace workspace;
    private final Iterator<Message> existing;

    private Conversation(String key, Workspace workspace, Iterator<Message> existing) {
        this.key = key;
        this.workspace = workspace;
        this.existing = existing;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Message(
            @Nullable String fromSandboxId,
            String toSandboxId,
            MessageType messageType,
            @Nullable String correlationId,
            RawJson content) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Messages(List<Message> data, Pagination pagination) implements Page<Message> {}

    /** What became of one message. */
    sealed interface Outcome {
        record Sent() implements Outcome {}

        record AlreadyThere() implements Outcome {}

        record Conflict(String detail) implements Outcome {}
    }

    static Conversation open(String conversation, Function<ApiRequest, ApiResponse> api) {
        var key = "import-" + Keys.digest(conversation);
        var workspace = Workspace.open(key, shortened(conversation), api);
        if (workspace.isNew()) {
            return new Conversation(key, workspace, List.<Message>of().iterator());
        }
        var path = workspace.path("/messages?order=asc&limit=" + PAGE);
        return new Conversation(key, workspace, new Paging<>(path, workspace::read, page -> page.as(Messages.class)));
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= NAME_LIMIT
                ? name
                : name.substring(0, name.offsetByCodePoints(0, NAME_LIMIT));
    }

    /** Brings in the next line; lines must come in order. */
    Outcome accept(ImportLine line) {
        var there = nextExisting();
        if (there != null) {
            var difference = difference(line, there);
            return difference == null ? new Outcome.AlreadyThere() : new Outcome.Conflict(difference);
        }
        return send(line);
    }

    /** The system's own notifications are no part of the conversation. */
    private @Nullable Message nextExisting() {
        while (existing.hasNext()) {
            var message = existing.next();
            if (message.fromSandboxId() != null) {
                return message;
            }
        }
        return null;
    }

    private @Nullable String difference(ImportLine line, Message there) {
        String field = !Objects.equals(workspace.find(line.from()), there.fromSandboxId())
                ? "from"
                : !Objects.equals(workspace.find(line.to()), there.toSandboxId())
                        ? "to"
                        : line.messageType() != there.messageType()
                                ? "message_type"
                                : !Objects.equals(line.correlationId(), there.correlationId())
                                        ? "correlation_id"
                                        : !line.content().equals(there.content()) ? "content" : null;
        return field == null
                ? null
                : "workspace %s holds another message at this place: its %s differs; it was not made by this file, or not by it alone"
                        .formatted(workspace.id(), field);
    }

    private Outcome send(ImportLine line) {
        var message = new Message(
                workspace.sandbox(line.from()),
                workspace.sandbox(line.to()),
                line.messageType(),
                line.correlationId(),
                line.content());
        var request = ApiRequest.post(workspace.path("/messages"), Json.write(message))
                .idempotent(key + "-" + line.seq());
        return workspace.write(request).isReplayed() ? new Outcome.AlreadyThere() : new Outcome.Sent();
    }
}
