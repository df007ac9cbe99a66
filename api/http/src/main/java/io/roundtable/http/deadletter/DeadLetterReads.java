package io.roundtable.http.deadletter;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.message.MessageType;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Conditions;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Listing;
import io.roundtable.http.json.Representation;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.DeadLetterById;
import io.roundtable.persistence.query.DeadLetterFilter;
import io.roundtable.persistence.query.DeadLetterStatus;
import io.roundtable.persistence.query.DeadLetterView;
import io.roundtable.persistence.query.DeadLettersOfWorkspace;
import jakarta.inject.Singleton;
import java.util.Set;

/** Reads dead letters; blocks. */
@Singleton
final class DeadLetterReads {

    private static final Set<String> FILTERS = Set.of(
            "status",
            "to_sandbox_id",
            "from_sandbox_id",
            "message_type",
            "reason",
            "correlation_id",
            "created_after",
            "created_before");

    private final ReadGate gate;
    private final LogLayout layout;
    private final Tokens tokens;
    private final DeadLetterById byId;
    private final DeadLettersOfWorkspace ofWorkspace;

    DeadLetterReads(ReadGate gate, LogLayout layout, Tokens tokens, ReadModel model) {
        this.gate = gate;
        this.layout = layout;
        this.tokens = tokens;
        this.byId = new DeadLetterById(model.sql());
        this.ofWorkspace = new DeadLettersOfWorkspace(model.sql());
    }

    HttpResponse<?> one(HttpRequest<?> request, WorkspaceId workspace, String deadLetter) {
        gate.await(request, workspace);
        var seen = byId.findWhole(layout.partitionOf(workspace), workspace, deadLetter);
        var whole = seen.value().orElseThrow(DeadLetterReads::notFound);
        // the content said instead may change with the message alone
        String etag = Conditions.etag(
                whole.letter().stamp().version(), Long.toString(whole.contents().version()));
        return Representation.of(request, DeadLetterResource.of(whole), etag, tokens.of(workspace, seen.sequence()));
    }

    /** Which message and which of its failures a client means. */
    DeadLetterView meant(HttpRequest<?> request, WorkspaceId workspace, String deadLetter) {
        gate.await(request, workspace);
        return byId.find(workspace, deadLetter).orElseThrow(DeadLetterReads::notFound);
    }

    /** The dead letter once the tables reflect what was accepted. */
    DeadLetterResource asOf(WorkspaceId workspace, String deadLetter, Verdict.Accepted accepted) {
        gate.await(workspace, accepted.reply().sequence(), accepted.deadline());
        return byId.findWhole(layout.partitionOf(workspace), workspace, deadLetter)
                .value()
                .map(DeadLetterResource::of)
                .orElseThrow(DeadLetterReads::notFound);
    }

    HttpResponse<?> list(HttpRequest<?> request, WorkspaceId workspace) {
        var listing = new Listing(request, FILTERS);
        var filter = filter(listing);
        var wanted = listing.request(Long::valueOf);
        gate.await(request, workspace);
        var seen = ofWorkspace.page(layout.partitionOf(workspace), workspace, filter, wanted);
        Long next = seen.value().next();
        return listing.page(
                seen.value().rows().stream().map(DeadLetterResource::of).toList(),
                next == null ? null : next.toString(),
                seen.value().count(),
                tokens.of(workspace, seen.sequence()));
    }

    private static DeadLetterFilter filter(Listing listing) {
        var query = listing.query();
        return new DeadLetterFilter(
                query.oneOf("status", DeadLetterStatus.class),
                query.parsed("to_sandbox_id", SandboxId::new),
                query.parsed("from_sandbox_id", SandboxId::new),
                query.oneOf("message_type", MessageType.class),
                query.oneOf("reason", FailureReason.class),
                query.text("correlation_id", 255),
                query.time("created_after"),
                query.time("created_before"));
    }

    private static ProblemException notFound() {
        return ProblemException.of(ProblemCode.DEAD_LETTER_NOT_FOUND);
    }
}
