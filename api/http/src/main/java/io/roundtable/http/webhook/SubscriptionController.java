package io.roundtable.http.webhook;

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
import io.roundtable.contract.SubscriptionCommand;
import io.roundtable.contract.SubscriptionCommand.ChangeSubscription;
import io.roundtable.contract.SubscriptionCommand.CreateSubscription;
import io.roundtable.contract.SubscriptionCommand.DeleteSubscription;
import io.roundtable.contract.SubscriptionCommand.EnableSubscription;
import io.roundtable.contract.SubscriptionCommand.EndReplay;
import io.roundtable.contract.SubscriptionCommand.ReplayEvents;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.Ids;
import io.roundtable.http.access.GivesCommand;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Given;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.PathIds;
import io.roundtable.http.webhook.SubscriptionResource.Begun;
import io.roundtable.persistence.identity.WebhookEndpoint;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** {@code /v1/workspaces/{ws}/webhooks}: where the events of a workspace are sent to. */
@Controller("/v1/workspaces/{workspace}/webhooks")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class SubscriptionController {

    private final Answers answers;
    private final SubscriptionReads reads;
    private final Signing signing;
    private final BlockingWork blocking;

    SubscriptionController(Answers answers, SubscriptionReads reads, Signing signing, BlockingWork blocking) {
        this.answers = answers;
        this.reads = reads;
        this.signing = signing;
        this.blocking = blocking;
    }

    @Post
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> create(HttpRequest<?> request, String workspace, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            var given = Bodies.read(request, body, SubscriptionGiven.class);
            var ws = new WorkspaceId(workspace);
            var types = Objects.requireNonNull(given.eventTypes());
            var command = new CreateSubscription(ws, Ids.subscription(), signing.checked(given.url()), types);
            return answers.give(Given.awaited(request, command, given), accepted -> {
                // of a repeated request it is what the first one made
                var id = new SubscriptionId(accepted.outcome().ids().getFirst());
                String secret = signing.first(WebhookEndpoint.of(ws, id)); // at once: nothing can be sent without
                var resource = SubscriptionResource.of(reads.oneAsOf(ws, id, accepted), secret);
                return Answers.created("/v1/workspaces/" + workspace + "/webhooks/" + id, resource)
                        .header("Cache-Control", "no-store");
            });
        });
    }

    @Get
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request, String workspace) {
        return reads.list(request, new WorkspaceId(workspace));
    }

    @Get("/{webhook}")
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String workspace, String webhook) {
        return reads.one(request, new WorkspaceId(workspace), PathIds.subscription(webhook));
    }

    @Patch("/{webhook}")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> change(
            HttpRequest<?> request, String workspace, String webhook, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            var given = Bodies.read(request, body, SubscriptionChange.class);
            String url = given.url() == null ? null : signing.checked(given.url());
            var command = new ChangeSubscription(
                    new WorkspaceId(workspace), PathIds.subscription(webhook), url, given.eventTypes());
            return answers.give(Given.of(request, command, given), accepted -> shown(command, accepted));
        });
    }

    @Delete("/{webhook}")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> delete(HttpRequest<?> request, String workspace, String webhook) {
        var command = new DeleteSubscription(new WorkspaceId(workspace), PathIds.subscription(webhook));
        return answers.give(Given.awaited(request, command, ""), _ -> {
            signing.forget(WebhookEndpoint.of(command.workspaceId(), command.subscriptionId()));
            return Answers.noContent();
        });
    }

    @Post("/{webhook}/enable")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> enable(HttpRequest<?> request, String workspace, String webhook) {
        var command = new EnableSubscription(new WorkspaceId(workspace), PathIds.subscription(webhook));
        return answers.give(Given.of(request, command, ""), accepted -> shown(command, accepted));
    }

    @Post("/{webhook}/rotate-secret")
    @RoleRequired(Role.EDITOR)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> rotate(HttpRequest<byte[]> request, String workspace, String webhook) {
        var given = Bodies.readOptional(request, request.getBody().orElse(null), RotationGiven.class);
        var ws = new WorkspaceId(workspace);
        var id = PathIds.subscription(webhook);
        var _ = reads.require(request, ws, id);
        String secret = signing.rotated(WebhookEndpoint.of(ws, id), given.overlap());
        return Answers.json(HttpStatus.OK, new WebhookController.NewSecret(secret))
                .header("Cache-Control", "no-store");
    }

    @Post("/{webhook}/replay")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> replay(
            HttpRequest<?> request, String workspace, String webhook, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            var given = Bodies.read(request, body, ReplayGiven.class);
            var command = new ReplayEvents(
                    new WorkspaceId(workspace),
                    PathIds.subscription(webhook),
                    Objects.requireNonNull(given.since()),
                    given.until());
            return answers.give(Given.of(request, command, given), accepted -> {
                var until = Objects.requireNonNullElse(
                        given.until(), accepted.outcome().decidedAt());
                return Answers.json(HttpStatus.ACCEPTED, new Begun(webhook, given.since(), until, null));
            });
        });
    }

    @Delete("/{webhook}/replay")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> endReplay(HttpRequest<?> request, String workspace, String webhook) {
        var command = new EndReplay(new WorkspaceId(workspace), PathIds.subscription(webhook));
        return answers.give(Given.of(request, command, ""), _ -> Answers.noContent());
    }

    private MutableHttpResponse<byte[]> shown(SubscriptionCommand command, Verdict.Accepted accepted) {
        var view = reads.oneAsOf(command.workspaceId(), command.subscriptionId(), accepted);
        return Answers.json(
                HttpStatus.OK, SubscriptionResource.of(view, null), view.stamp().version());
    }
}
