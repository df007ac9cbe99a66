package io.roundtable.http.webhook;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.SubscriptionCommand.DiscardEvent;
import io.roundtable.contract.SubscriptionCommand.RedriveEvent;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.access.GivesCommand;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Given;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.PathIds;
import io.roundtable.http.webhook.SubscriptionResource.Begun;
import java.util.concurrent.CompletionStage;

/** {@code /v1/workspaces/{ws}/webhooks/{id}/dead-letters}: events that were given up for a webhook. */
@Controller("/v1/workspaces/{workspace}/webhooks/{webhook}/dead-letters")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class DeadEventController {

    private final Answers answers;
    private final DeadEventReads reads;
    private final EventRedrives redrives;
    private final BlockingWork blocking;

    DeadEventController(Answers answers, DeadEventReads reads, EventRedrives redrives, BlockingWork blocking) {
        this.answers = answers;
        this.reads = reads;
        this.redrives = redrives;
        this.blocking = blocking;
    }

    @Get
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request, String workspace, String webhook) {
        return reads.list(request, new WorkspaceId(workspace), PathIds.subscription(webhook));
    }

    @Get("/{position}")
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String workspace, String webhook, String position) {
        var subscription = PathIds.subscription(webhook);
        return reads.one(request, new WorkspaceId(workspace), subscription, PathIds.deadEvent(position));
    }

    @Post("/{position}/redrive")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> redrive(
            HttpRequest<?> request, String workspace, String webhook, String position) {
        long sequence = PathIds.deadEvent(position);
        var command = new RedriveEvent(new WorkspaceId(workspace), PathIds.subscription(webhook), sequence);
        return answers.give(
                Given.of(request, command, ""),
                _ -> Answers.json(HttpStatus.ACCEPTED, new Begun(webhook, null, null, sequence)));
    }

    @Post("/redrive")
    @RoleRequired(Role.EDITOR)
    CompletionStage<HttpResponse<?>> redriveMany(HttpRequest<byte[]> request, String workspace, String webhook) {
        var subscription = PathIds.subscription(webhook);
        var given = Bodies.read(request, request.getBody().orElse(null), RedriveEventsGiven.class);
        return redrives.answer(request, new WorkspaceId(workspace), subscription, given);
    }

    @Delete("/{position}")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> discard(
            HttpRequest<byte[]> request, String workspace, String webhook, String position) {
        byte[] body = request.getBody().orElse(null);
        return blocking.supply(() -> {
                    var given = Bodies.read(request, body, DiscardGiven.class);
                    var command = new DiscardEvent(
                            new WorkspaceId(workspace),
                            PathIds.subscription(webhook),
                            PathIds.deadEvent(position),
                            given.why());
                    return Given.of(request, command, given);
                })
                .thenCompose(given -> answers.give(given, _ -> Answers.noContent()));
    }
}
