package io.roundtable.http.deadletter;

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
import io.roundtable.contract.DeadLetterCommand.DiscardMessage;
import io.roundtable.contract.DeadLetterCommand.RedriveMessage;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.access.GivesCommand;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Given;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.PathIds;
import java.util.concurrent.CompletionStage;

/** {@code /v1/workspaces/{ws}/dead-letters}. */
@Controller("/v1/workspaces/{workspace}/dead-letters")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class DeadLetterController {

    private final Answers answers;
    private final DeadLetterReads reads;
    private final Redrives redrives;
    private final BlockingWork blocking;

    DeadLetterController(Answers answers, DeadLetterReads reads, Redrives redrives, BlockingWork blocking) {
        this.answers = answers;
        this.reads = reads;
        this.redrives = redrives;
        this.blocking = blocking;
    }

    @Get
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request, String workspace) {
        return reads.list(request, new WorkspaceId(workspace));
    }

    @Get("/{deadLetter}")
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String workspace, String deadLetter) {
        return reads.one(request, new WorkspaceId(workspace), PathIds.deadLetter(deadLetter));
    }

    @Post("/{deadLetter}/redrive")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> redrive(HttpRequest<byte[]> request, String workspace, String deadLetter) {
        var in = new WorkspaceId(workspace);
        String id = PathIds.deadLetter(deadLetter);
        byte[] body = request.getBody().orElse(null);
        return blocking.supply(() -> {
                    var given = Bodies.readOptional(request, body, RedriveGiven.class);
                    var meant = reads.meant(request, in, id);
                    var command = new RedriveMessage(
                            in,
                            meant.letter().messageId(),
                            given.content(),
                            meant.failure().redrives());
                    return Given.of(request, command, given, id);
                })
                .thenCompose(given -> answers.give(given, accepted -> {
                    var resource = reads.asOf(in, id, accepted);
                    return Answers.json(HttpStatus.OK, resource, resource.version());
                }));
    }

    @Post("/redrive")
    @RoleRequired(Role.EDITOR)
    CompletionStage<HttpResponse<?>> redriveMany(HttpRequest<byte[]> request, String workspace) {
        byte[] body = request.getBody().orElse(null);
        return redrives.answer(request, new WorkspaceId(workspace), Bodies.read(request, body, ManyGiven.class));
    }

    @Delete("/{deadLetter}")
    @RoleRequired(Role.EDITOR)
    @GivesCommand
    CompletionStage<HttpResponse<?>> discard(HttpRequest<byte[]> request, String workspace, String deadLetter) {
        var in = new WorkspaceId(workspace);
        String id = PathIds.deadLetter(deadLetter);
        byte[] body = request.getBody().orElse(null);
        return blocking.supply(() -> {
                    var given = Bodies.read(request, body, DiscardGiven.class);
                    var meant = reads.meant(request, in, id);
                    var command = new DiscardMessage(
                            in,
                            meant.letter().messageId(),
                            given.why(),
                            meant.failure().redrives());
                    return Given.of(request, command, given, id);
                })
                .thenCompose(given -> answers.give(given, _ -> Answers.noContent()));
    }
}
