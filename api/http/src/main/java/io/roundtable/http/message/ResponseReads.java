package io.roundtable.http.message;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.MessageId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Conditions;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Representation;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.MessageById;
import io.roundtable.persistence.query.ResponseTo;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Looks for the message that answers another; blocks. */
@Singleton
final class ResponseReads {

    private final ReadGate gate;
    private final LogLayout layout;
    private final Tokens tokens;
    private final MessageById byId;
    private final ResponseTo responseTo;

    ResponseReads(ReadGate gate, LogLayout layout, Tokens tokens, ReadModel model) {
        this.gate = gate;
        this.layout = layout;
        this.tokens = tokens;
        this.byId = new MessageById(model.sql());
        this.responseTo = new ResponseTo(model.sql());
    }

    /** The message that is to be answered. */
    record Answered(WorkspaceId workspace, MessageId message) {}

    /**
     * The answer as the tables have it, once they reflect what the client has seen, and a sequence of this node's own.
     *
     * @throws ProblemException {@code message_not_found} where there is nothing that could be answered
     */
    Optional<HttpResponse<?>> first(HttpRequest<?> request, Answered answered, long sequence) {
        gate.await(request, answered.workspace());
        var sight = Sight.of(request);
        if (sight.only() != null && !isShown(sight, answered)) {
            throw ProblemException.of(ProblemCode.MESSAGE_NOT_FOUND);
        }
        var found = again(request, answered, sequence);
        if (found.isEmpty() && !isShown(sight, answered)) {
            throw ProblemException.of(ProblemCode.MESSAGE_NOT_FOUND);
        }
        return found;
    }

    /** The same for a message that is known to be there. */
    Optional<HttpResponse<?>> again(HttpRequest<?> request, Answered answered, long sequence) {
        var workspace = answered.workspace();
        gate.await(workspace, sequence);
        var seen = responseTo.find(
                layout.partitionOf(workspace),
                workspace,
                answered.message(),
                Sight.of(request).only());
        return seen.value()
                .map(view -> Representation.ofQuery(
                        request,
                        MessageResource.of(view),
                        Conditions.etag(view.stamp().version()),
                        tokens.of(workspace, seen.sequence())));
    }

    private boolean isShown(Sight sight, Answered answered) {
        return byId.find(layout.partitionOf(answered.workspace()), answered.workspace(), answered.message())
                .value()
                .filter(sight::shows)
                .isPresent();
    }
}
