package io.roundtable.http.sandbox;

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
import io.roundtable.contract.FreeForm;
import io.roundtable.contract.RawJson;
import io.roundtable.contract.SandboxCommand;
import io.roundtable.contract.SandboxCommand.ChangeSandbox;
import io.roundtable.contract.SandboxCommand.ChangeSandboxStatus;
import io.roundtable.contract.SandboxCommand.CreateSandbox;
import io.roundtable.contract.SandboxCommand.DeleteSandbox;
import io.roundtable.contract.SandboxCommand.RecordHeartbeat;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.Health;
import io.roundtable.contract.sandbox.SandboxDefinition;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.Ids;
import io.roundtable.http.access.GivesCommand;
import io.roundtable.http.access.OpenToSandbox;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Given;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.json.Bodies;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code /v1/workspaces/{ws}/sandboxes}. */
@Controller("/v1/workspaces/{workspace}/sandboxes")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class SandboxController {

    private final Answers answers;
    private final BlockingWork blocking;
    private final SandboxReads reads;

    SandboxController(Answers answers, SandboxReads reads, BlockingWork blocking) {
        this.blocking = blocking;
        this.answers = answers;
        this.reads = reads;
    }

    record StatusGiven(
            @Nullable SandboxStatus status,
            @Nullable String reason,
            @Nullable String containerId,
            @Nullable FreeForm connectionDetails) {

        StatusGiven {
            new io.roundtable.contract.Check().required("status", status).done();
        }
    }

    record HeartbeatGiven(@Nullable Health status, @Nullable String detail) {}

    @Post
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> create(HttpRequest<?> request, String workspace, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            var definition = Bodies.read(request, body, SandboxDefinition.class);
            var command = new CreateSandbox(new WorkspaceId(workspace), Ids.sandbox(), definition);
            return answers.give(Given.of(request, command, definition), accepted -> {
                var resource = SandboxResource.of(command, accepted.outcome());
                return Answers.created("/v1/workspaces/" + workspace + "/sandboxes/" + resource.sandboxId(), resource);
            });
        });
    }

    @Get
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request, String workspace) {
        return reads.list(request, new WorkspaceId(workspace));
    }

    @Get("/{sandbox}")
    @OpenToSandbox
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String workspace, String sandbox) {
        return reads.one(request, new WorkspaceId(workspace), new SandboxId(sandbox));
    }

    @Patch("/{sandbox}")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> change(
            HttpRequest<?> request, String workspace, String sandbox, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            RawJson patch = Bodies.read(request, body, RawJson.class);
            var command = new ChangeSandbox(new WorkspaceId(workspace), new SandboxId(sandbox), patch);
            return answers.give(Given.of(request, command, patch), accepted -> asOf(command, accepted));
        });
    }

    @Delete("/{sandbox}")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> delete(HttpRequest<?> request, String workspace, String sandbox) {
        var command = new DeleteSandbox(new WorkspaceId(workspace), new SandboxId(sandbox));
        return answers.give(Given.of(request, command, ""), _ -> Answers.noContent());
    }

    @Post("/{sandbox}/status")
    @OpenToSandbox
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> changeStatus(
            HttpRequest<?> request, String workspace, String sandbox, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            var given = Bodies.read(request, body, StatusGiven.class);
            var command = new ChangeSandboxStatus(
                    new WorkspaceId(workspace),
                    new SandboxId(sandbox),
                    Objects.requireNonNull(given.status()),
                    given.reason(),
                    given.containerId(),
                    given.connectionDetails());
            return answers.give(Given.of(request, command, given), accepted -> asOf(command, accepted));
        });
    }

    @Post("/{sandbox}/heartbeat")
    @OpenToSandbox
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> heartbeat(HttpRequest<byte[]> request, String workspace, String sandbox) {
        var given = Bodies.readOptional(request, request.getBody().orElse(null), HeartbeatGiven.class);
        var command = new RecordHeartbeat(
                new WorkspaceId(workspace),
                new SandboxId(sandbox),
                Objects.requireNonNullElse(given.status(), Health.HEALTHY),
                given.detail());
        return answers.giveAtHand(Given.of(request, command, given), _ -> Answers.noContent());
    }

    private MutableHttpResponse<byte[]> asOf(SandboxCommand command, Verdict.Accepted accepted) {
        var sandbox = reads.oneAsOf(command.workspaceId(), command.sandboxId(), accepted);
        return Answers.json(HttpStatus.OK, sandbox, sandbox.version());
    }
}
