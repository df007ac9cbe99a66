package io.roundtable.http.workspace;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.contract.Check;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceCommand.RemoveMember;
import io.roundtable.contract.WorkspaceCommand.SetMember;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.access.GivesCommand;
import io.roundtable.http.access.RoleRequired;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Given;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.PathIds;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code /v1/workspaces/{ws}/members}. */
@Controller("/v1/workspaces/{workspace}/members")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class MemberController {

    private final Answers answers;
    private final MemberReads reads;
    private final KnownUsers users;
    private final BlockingWork blocking;

    MemberController(Answers answers, MemberReads reads, KnownUsers users, BlockingWork blocking) {
        this.answers = answers;
        this.reads = reads;
        this.users = users;
        this.blocking = blocking;
    }

    record RoleGiven(@Nullable Role role) {
        RoleGiven {
            new Check().required("role", role).done();
        }
    }

    @Get
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request, String workspace) {
        return reads.of(request, new WorkspaceId(workspace));
    }

    @Get("/{user}")
    @RoleRequired(Role.VIEWER)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String workspace, String user) {
        return reads.one(request, new WorkspaceId(workspace), PathIds.user(user));
    }

    @Put("/{user}")
    @RoleRequired(Role.OWNER)
    @GivesCommand
    CompletionStage<HttpResponse<?>> set(HttpRequest<?> request, String workspace, String user, @Body byte[] body) {
        UserId id = PathIds.user(user);
        var given = Bodies.read(request, body, RoleGiven.class);
        var command = new SetMember(new WorkspaceId(workspace), id, java.util.Objects.requireNonNull(given.role()));
        return blocking.supply(() -> users.isKnown(id)).thenCompose(known -> {
            if (!known) {
                throw ProblemException.of(ProblemCode.USER_NOT_FOUND);
            }
            return answers.give(Given.of(request, command, given, user), accepted -> {
                var member = reads.oneAsOf(command.workspaceId(), id, accepted);
                return Answers.json(HttpStatus.OK, member, member.version());
            });
        });
    }

    @Delete("/{user}")
    @RoleRequired(Role.VIEWER)
    @GivesCommand
    CompletionStage<HttpResponse<?>> remove(HttpRequest<?> request, String workspace, String user) {
        var command = new RemoveMember(new WorkspaceId(workspace), PathIds.user(user));
        return answers.give(Given.of(request, command, "", user), _ -> Answers.noContent());
    }
}
