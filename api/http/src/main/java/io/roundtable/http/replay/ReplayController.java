package io.roundtable.http.replay;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.roundtable.http.access.Caller;
import io.roundtable.http.command.Answers;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.Wish;
import java.util.List;

/** {@code /v1/admin/projections} and {@code /v1/admin/rebuilds}: for operators, as the access filter sees to. */
@Controller("/v1/admin")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class ReplayController {

    private final ReplayVerbs verbs;
    private final PastVerbs past;

    ReplayController(ReplayVerbs verbs, PastVerbs past) {
        this.verbs = verbs;
        this.past = past;
    }

    /** All there are: a few dozen at most. */
    record Listed<T>(List<T> data) {}

    @Get("/projections")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> versions(HttpRequest<?> request) {
        QueryParameters.none(request);
        return Answers.json(HttpStatus.OK, new Listed<>(verbs.versions()));
    }

    @Post("/projections/rebuild")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> rebuild(HttpRequest<byte[]> request) {
        return begin(request, Kind.REBUILD);
    }

    @Post("/verify")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> verify(HttpRequest<byte[]> request) {
        return begin(request, Kind.VERIFY);
    }

    private HttpResponse<?> begin(HttpRequest<byte[]> request, Kind kind) {
        QueryParameters.none(request);
        var given = Bodies.readOptional(request, request.getBody().orElse(null), RebuildGiven.class);
        return accepted(verbs.begin(kind, given, Caller.of(request).user()));
    }

    /** Tables as they were, in a schema of a name that is given. */
    @Post("/projections/as-of")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> asOf(HttpRequest<byte[]> request) {
        QueryParameters.none(request);
        var given = Bodies.read(request, request.getBody().orElse(null), AsOfGiven.class);
        return accepted(past.asOf(request, given));
    }

    /** What has changed between two points. */
    @Post("/projections/diff")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> diff(HttpRequest<byte[]> request) {
        QueryParameters.none(request);
        var given = Bodies.read(request, request.getBody().orElse(null), DiffGiven.class);
        return accepted(past.diff(request, given));
    }

    private static HttpResponse<?> accepted(Rebuild begun) {
        return Answers.json(HttpStatus.ACCEPTED, RebuildResource.of(begun))
                .header("Location", "/v1/admin/rebuilds/" + begun.id());
    }

    /** Drops what is kept for rolling back to, and what failed rebuilds have left; or one schema that is named. */
    @Post("/projections/prune")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> prune(HttpRequest<byte[]> request) {
        QueryParameters.none(request);
        var given = Bodies.readOptional(request, request.getBody().orElse(null), PruneGiven.class);
        return Answers.json(HttpStatus.OK, new Listed<>(verbs.prune(given.schema())));
    }

    @Get("/rebuilds")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> rebuilds(HttpRequest<?> request) {
        QueryParameters.none(request);
        return Answers.json(HttpStatus.OK, new Listed<>(verbs.newest()));
    }

    @Get("/rebuilds/{rebuild}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> one(HttpRequest<?> request, String rebuild) {
        QueryParameters.none(request);
        return Answers.json(HttpStatus.OK, RebuildResource.of(verbs.find(rebuild)));
    }

    @Post("/rebuilds/{rebuild}/pause")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> pause(HttpRequest<byte[]> request, String rebuild) {
        return wish(request, rebuild, Wish.PAUSE);
    }

    @Post("/rebuilds/{rebuild}/resume")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> resume(HttpRequest<byte[]> request, String rebuild) {
        return wish(request, rebuild, Wish.RESUME);
    }

    @Post("/rebuilds/{rebuild}/cancel")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> cancel(HttpRequest<byte[]> request, String rebuild) {
        return wish(request, rebuild, Wish.CANCEL);
    }

    @Post("/rebuilds/{rebuild}/switch")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> switchTo(HttpRequest<byte[]> request, String rebuild) {
        return wish(request, rebuild, Wish.SWITCH);
    }

    @Post("/rebuilds/{rebuild}/rollback")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> rollback(HttpRequest<byte[]> request, String rebuild) {
        nothing(request);
        return Answers.json(HttpStatus.OK, new Listed<>(verbs.rollback(rebuild)));
    }

    private HttpResponse<?> wish(HttpRequest<byte[]> request, String rebuild, Wish wish) {
        nothing(request);
        return Answers.json(HttpStatus.ACCEPTED, RebuildResource.of(verbs.wish(rebuild, wish)));
    }

    private static void nothing(HttpRequest<byte[]> request) {
        QueryParameters.none(request);
        Bodies.nothing(request);
    }
}
