package io.roundtable.http.workspace;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.WorkspaceCommand.ArchiveWorkspace;
import io.roundtable.contract.WorkspaceCommand.ChangeWorkspace;
import io.roundtable.contract.WorkspaceCommand.CreateWorkspace;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.contract.workspace.WorkspaceDefinition;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.Ids;
import io.roundtable.http.access.Caller;
import io.roundtable.http.access.GivesCommand;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Given;
import io.roundtable.http.command.IdempotencyKeys;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.Representation;
import java.util.concurrent.CompletionStage;

/** {@code /v1/workspaces}. */
@Controller("/v1/workspaces")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class WorkspaceController {

    private final Answers answers;
    private final BlockingWork blocking;
    private final WorkspaceReads reads;

    WorkspaceController(Answers answers, WorkspaceReads reads, BlockingWork blocking) {
        this.blocking = blocking;
        this.answers = answers;
        this.reads = reads;
    }

    @Post
    CompletionStage<HttpResponse<?>> create(HttpRequest<?> request, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            var definition = Bodies.read(request, body, WorkspaceDefinition.class);
            var command = new CreateWorkspace(idFor(request), definition);
            return answers.give(
                    Given.of(request, command, definition),
                    accepted -> rendered(HttpStatus.CREATED, WorkspaceResource.of(command, accepted.outcome()))
                            .header("Location", "/v1/workspaces/" + command.workspaceId()));
        });
    }

    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request) {
        return reads.ofCaller(request);
    }

    @Get("/{workspace}")
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String workspace) {
        var read = reads.byId(request, new WorkspaceId(workspace));
        return Representation.of(request, read.resource(), read.resource().etag(), read.token());
    }

    @Patch("/{workspace}")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> change(HttpRequest<?> request, String workspace, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            RawJson patch = Bodies.read(request, body, RawJson.class);
            var command = new ChangeWorkspace(new WorkspaceId(workspace), patch);
            return answers.give(
                    Given.of(request, command, patch),
                    accepted -> rendered(HttpStatus.OK, reads.byIdAsOf(request, command.workspaceId(), accepted)));
        });
    }

    @Delete("/{workspace}")
    @RoleRequired(Role.OWNER)
    @GivesCommand
    CompletionStage<HttpResponse<?>> archive(HttpRequest<?> request, String workspace) {
        var command = new ArchiveWorkspace(new WorkspaceId(workspace));
        return answers.give(Given.of(request, command, ""), _ -> Answers.noContent());
    }

    private static MutableHttpResponse<byte[]> rendered(HttpStatus status, WorkspaceResource resource) {
        return Answers.json(status, resource).header("ETag", resource.etag());
    }

    /** A repeat must meet the first on its partition, so with a key the id is a function of caller and key. */
    private static WorkspaceId idFor(HttpRequest<?> request) {
        String key = IdempotencyKeys.find(request);
        return key == null
                ? Ids.workspace()
                : Ids.workspaceFrom(Caller.of(request).user() + "\n" + key);
    }
}
