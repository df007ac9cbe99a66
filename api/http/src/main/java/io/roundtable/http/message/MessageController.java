package io.roundtable.http.message;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.access.GivesCommand;
import io.roundtable.http.access.OpenToSandbox;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Given;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.PathIds;
import java.util.concurrent.CompletionStage;

/** {@code /v1/workspaces/{ws}/messages}. */
@Controller("/v1/workspaces/{workspace}/messages")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class MessageController {

    private final Answers answers;
    private final BlockingWork blocking;
    private final MessageReads reads;
    private final Batches batches;
    private final Broadcasts broadcasts;

    MessageController(
            Answers answers, MessageReads reads, Batches batches, Broadcasts broadcasts, BlockingWork blocking) {
        this.blocking = blocking;
        this.answers = answers;
        this.reads = reads;
        this.batches = batches;
        this.broadcasts = broadcasts;
    }

    @Post
    @OpenToSandbox
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> send(HttpRequest<?> request, String workspace, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            var given = Bodies.read(request, body, MessageGiven.class);
            var sending = Sending.of(Sight.of(request), new WorkspaceId(workspace), given);
            return answers.giveAtHand(Given.of(request, sending.command(), sending.given()), accepted -> {
                var message = sending.resource(accepted);
                return Answers.created("/v1/workspaces/" + workspace + "/messages/" + message.messageId(), message);
            });
        });
    }

    @Post("/batch")
    @OpenToSandbox
    @RoleRequired(Role.EDITOR)
    CompletionStage<HttpResponse<?>> batch(HttpRequest<?> request, String workspace, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            return batches.send(
                    request, new WorkspaceId(workspace), Bodies.read(request, body, MessageGiven.Batch.class));
        });
    }

    @Post("/broadcast")
    @OpenToSandbox
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> broadcast(HttpRequest<?> request, String workspace, @Body byte[] body) {
        return blocking.withBody(body, () -> {
            var given = Bodies.read(request, body, MessageGiven.Broadcast.class);
            return broadcasts.send(request, new WorkspaceId(workspace), given);
        });
    }

    @Get
    @OpenToSandbox
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request, String workspace) {
        return reads.list(request, new WorkspaceId(workspace));
    }

    @Get("/{message}")
    @OpenToSandbox
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String workspace, String message) {
        return reads.one(request, new WorkspaceId(workspace), PathIds.message(message));
    }
}
