package io.roundtable.http.identity;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.http.access.Caller;
import io.roundtable.http.command.Answers;
import io.roundtable.http.command.Conditions;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.persistence.identity.User;
import java.util.Set;

/** {@code /v1/users/me}: the caller, as a resource. It is of no log, so no {@code Consistency-Token} goes with it. */
@Controller(UserController.PATH)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class UserController {

    static final String PATH = "/v1/users/me";

    private final Profiles profiles;

    UserController(Profiles profiles) {
        this.profiles = profiles;
    }

    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request) {
        new QueryParameters(request, Set.of()).done();
        User user = profiles.of(Caller.of(request).user());
        String etag = UserTags.of(user);
        if (Conditions.isNotModified(request, etag)) {
            return HttpResponse.status(HttpStatus.NOT_MODIFIED).header("ETag", etag);
        }
        return Answers.json(HttpStatus.OK, UserResource.of(user)).header("ETag", etag);
    }

    @Patch
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> change(HttpRequest<?> request, @Body byte[] body) {
        new QueryParameters(request, Set.of()).done();
        var patch = ProfilePatch.read(request, body);
        User user = profiles.change(Caller.of(request).user(), patch, UserTags.expected(request));
        return Answers.json(HttpStatus.OK, UserResource.of(user)).header("ETag", UserTags.of(user));
    }
}
