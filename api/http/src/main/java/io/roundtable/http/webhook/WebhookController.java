package io.roundtable.http.webhook;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WebhookCommand;
import io.roundtable.contract.WebhookCommand.EnableWebhook;
import io.roundtable.contract.WebhookCommand.RemoveWebhook;
import io.roundtable.contract.WebhookCommand.SetWebhook;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.access.GivesCommand;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Given;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.json.Bodies;
import io.roundtable.persistence.identity.WebhookEndpoint;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code /v1/workspaces/{ws}/sandboxes/{sb}/webhook}. */
@Controller("/v1/workspaces/{workspace}/sandboxes/{sandbox}/webhook")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class WebhookController {

    private final Answers answers;
    private final WebhookReads reads;
    private final Signing signing;

    WebhookController(Answers answers, WebhookReads reads, Signing signing) {
        this.answers = answers;
        this.reads = reads;
        this.signing = signing;
    }

    /** What a rotation shows, this once. */
    record NewSecret(String secret) {}

    @Put
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> set(HttpRequest<?> request, String workspace, String sandbox, @Body byte[] body) {
        var given = Bodies.read(request, body, WebhookGiven.class);
        String url = signing.checked(given.url());
        var command = new SetWebhook(new WorkspaceId(workspace), new SandboxId(sandbox), url, given.inFlight());
        return answers.give(Given.awaited(request, command, given), accepted -> {
            // only once it is accepted: who is refused must not use up the one time that a secret is shown
            String secret = signing.first(WebhookEndpoint.of(command.workspaceId(), command.sandboxId()));
            var status = accepted.outcome().version() == 1 ? HttpStatus.CREATED : HttpStatus.OK;
            var response = shown(command, accepted, status, secret);
            return status == HttpStatus.CREATED
                    ? response.header("Location", "/v1/workspaces/" + workspace + "/sandboxes/" + sandbox + "/webhook")
                    : response;
        });
    }

    @Get
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String workspace, String sandbox) {
        return reads.one(request, new WorkspaceId(workspace), new SandboxId(sandbox));
    }

    @Delete
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> remove(HttpRequest<?> request, String workspace, String sandbox) {
        var command = new RemoveWebhook(new WorkspaceId(workspace), new SandboxId(sandbox));
        return answers.give(Given.awaited(request, command, ""), _ -> {
            signing.forget(WebhookEndpoint.of(command.workspaceId(), command.sandboxId()));
            return Answers.noContent();
        });
    }

    @Post("/enable")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> enable(HttpRequest<?> request, String workspace, String sandbox) {
        var command = new EnableWebhook(new WorkspaceId(workspace), new SandboxId(sandbox));
        return answers.give(Given.of(request, command, ""), accepted -> shown(command, accepted, HttpStatus.OK, null));
    }

    @Post("/rotate-secret")
    @RoleRequired(Role.EDITOR)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> rotate(HttpRequest<byte[]> request, String workspace, String sandbox) {
        var given = Bodies.readOptional(request, request.getBody().orElse(null), RotationGiven.class);
        var ws = new WorkspaceId(workspace);
        var sb = new SandboxId(sandbox);
        reads.require(request, ws, sb);
        return Answers.json(HttpStatus.OK, new NewSecret(signing.rotated(WebhookEndpoint.of(ws, sb), given.overlap())))
                .header("Cache-Control", "no-store");
    }

    private io.micronaut.http.MutableHttpResponse<byte[]> shown(
            WebhookCommand command, Verdict.Accepted accepted, HttpStatus status, @Nullable String secret) {
        var view = reads.oneAsOf(command.workspaceId(), command.sandboxId(), accepted);
        var response = Answers.json(
                status, WebhookResource.of(view, secret), view.stamp().version());
        return secret == null ? response : response.header("Cache-Control", "no-store");
    }
}
