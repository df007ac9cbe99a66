package io.roundtable.http.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.Reply;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.ReadModel;
import io.roundtable.http.access.OpenToSandbox;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.PathIds;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.problem.Problem;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import io.roundtable.persistence.query.OutcomeById;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code /v1/workspaces/{ws}/commands/{id}}: what became of a command, from any node. */
@Controller("/v1/workspaces/{workspace}/commands")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class CommandController {

    private final OutcomeById outcomes;
    private final UnknownCommands unknown;
    private final Tokens tokens;
    private final ReadGate gate;

    CommandController(ReadModel model, UnknownCommands unknown, Tokens tokens, ReadGate gate) {
        this.outcomes = new OutcomeById(model.sql());
        this.unknown = unknown;
        this.tokens = tokens;
        this.gate = gate;
    }

    /** What became of a command. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(
            String commandId,
            String status,
            @Nullable String resourceId,
            @Nullable Long version,
            @Nullable Instant decidedAt,
            @Nullable Problem problem) {}

    @Get("/{command}")
    @OpenToSandbox
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String workspace, String command) {
        QueryParameters.none(request);
        CommandId id = PathIds.command(command);
        var in = new WorkspaceId(workspace);
        gate.await(request, in);
        // asked before the table: what the table has meanwhile got can't be taken for missing
        boolean mayBeOnItsWay = unknown.mayBeOnItsWay(in, id);
        return outcomes.find(in, id)
                .<HttpResponse<?>>map(reply -> decided(request, reply))
                .orElseGet(() -> undecided(id, mayBeOnItsWay));
    }

    private HttpResponse<?> decided(HttpRequest<?> request, Reply reply) {
        var accepted = reply.outcome().accepted();
        var rejection = reply.outcome().rejection();
        String id = reply.commandId().value();
        String token = tokens.of(reply.workspaceId(), reply.sequence());
        if (accepted != null) {
            String resource = accepted.ids().isEmpty() ? null : accepted.ids().getFirst();
            var body = new Outcome(id, "accepted", resource, accepted.version(), reply.time(), null);
            return Answers.json(HttpStatus.OK, body)
                    .header("Consistency-Token", token)
                    .header("ETag", Conditions.etag(accepted.version()));
        }
        var refusal = java.util.Objects.requireNonNull(rejection);
        var problem = Problems.describe(request, ProblemException.of(ProblemCode.of(refusal.code()), refusal.detail()));
        return Answers.json(HttpStatus.OK, new Outcome(id, "rejected", null, null, reply.time(), problem))
                .header("Consistency-Token", token);
    }

    private static HttpResponse<?> undecided(CommandId id, boolean mayBeOnItsWay) {
        if (!mayBeOnItsWay) {
            throw ProblemException.of(ProblemCode.COMMAND_NOT_FOUND);
        }
        return Answers.json(HttpStatus.OK, new Outcome(id.value(), "pending", null, null, null, null))
                .header("Retry-After", "1");
    }
}
