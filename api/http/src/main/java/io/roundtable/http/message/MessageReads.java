package io.roundtable.http.message;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Listing;
import io.roundtable.http.json.Representation;
import io.roundtable.http.load.Load;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.MessageById;
import io.roundtable.persistence.query.MessageFilter;
import io.roundtable.persistence.query.MessageKey;
import io.roundtable.persistence.query.MessagesOfEvent;
import io.roundtable.persistence.query.MessagesOfWorkspace;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Reads messages. */
@Singleton
final class MessageReads {

    private static final Set<String> FILTERS = Set.of(
            "from_sandbox_id",
            "to_sandbox_id",
            "sandbox_id",
            "message_type",
            "status",
            "correlation_id",
            "created_after",
            "created_before");

    private final ReadGate gate;
    private final LogLayout layout;
    private final Tokens tokens;
    private final MessageById byId;
    private final MessagesOfWorkspace ofWorkspace;
    private final MessagesOfEvent ofEvent;
    private final Load load;

    MessageReads(ReadGate gate, LogLayout layout, Tokens tokens, ReadModel model, Load load) {
        this.load = load;
        this.gate = gate;
        this.layout = layout;
        this.tokens = tokens;
        this.byId = new MessageById(model.sql());
        this.ofWorkspace = new MessagesOfWorkspace(model.sql());
        this.ofEvent = new MessagesOfEvent(model.sql());
    }

    HttpResponse<?> one(HttpRequest<?> request, WorkspaceId workspace, MessageId message) {
        gate.await(request, workspace);
        var seen = byId.find(layout.partitionOf(workspace), workspace, message);
        var view = seen.value()
                .filter(Sight.of(request)::shows)
                .orElseThrow(() -> ProblemException.of(ProblemCode.MESSAGE_NOT_FOUND));
        return Representation.of(
                request, MessageResource.of(view), view.stamp().version(), tokens.of(workspace, seen.sequence()));
    }

    /** @throws ProblemException {@code message_not_found} where the caller is shown no such message; blocks */
    void checkShown(HttpRequest<?> request, WorkspaceId workspace, MessageId message) {
        gate.await(request, workspace);
        var _ = byId.find(layout.partitionOf(workspace), workspace, message)
                .value()
                .filter(Sight.of(request)::shows)
                .orElseThrow(() -> ProblemException.of(ProblemCode.MESSAGE_NOT_FOUND));
    }

    HttpResponse<?> list(HttpRequest<?> request, WorkspaceId workspace) {
        var listing = new Listing(request, FILTERS);
        var asked = filter(listing);
        var wanted = listing.request(MessageReads::key);
        var filter = Sight.of(request).narrowed(asked);
        gate.await(request, workspace);
        var seen = ofWorkspace.page(
                layout.partitionOf(workspace), workspace, filter, wanted, bytes -> load.page(request, bytes));
        MessageKey next = seen.value().next();
        return listing.page(
                seen.value().rows().stream().map(MessageResource::of).toList(),
                next == null ? null : next.sequence() + "." + next.copyIndex(),
                seen.value().count(),
                tokens.of(workspace, seen.sequence()));
    }

    /** The messages of a broadcast, once the tables have them; blocks. */
    List<MessageResource> ofBroadcast(WorkspaceId workspace, Verdict.Accepted accepted) {
        long sequence = accepted.reply().sequence();
        gate.await(workspace, sequence, accepted.deadline());
        return ofEvent.list(workspace, sequence).stream()
                .map(MessageResource::of)
                .toList();
    }

    private static MessageFilter filter(Listing listing) {
        var query = listing.query();
        return new MessageFilter(
                query.parsed("from_sandbox_id", SandboxId::new),
                query.parsed("to_sandbox_id", SandboxId::new),
                query.parsed("sandbox_id", SandboxId::new),
                query.oneOf("message_type", MessageType.class),
                query.oneOf("status", MessageStatus.class),
                query.text("correlation_id", 255),
                query.time("created_after"),
                query.time("created_before"));
    }

    private static MessageKey key(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2) {
            throw new InvalidInput("", "is not a cursor of this list");
        }
        return new MessageKey(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }
}
