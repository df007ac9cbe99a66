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
import io.roundtable.http.access.Caller;
import io.roundtable.http.command.Answers;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.PathIds;
import io.roundtable.http.json.QueryParameters;

/**
 * {@code /v1/admin/dead-letters}: records that could not be handled, which belong to no tenant. For operators, as the
 * access filter sees to.
 */
@Controller("/v1/admin/dead-letters")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class PoisonController {

    private final PoisonReads reads;
    private final PoisonVerbs verbs;

    PoisonController(PoisonReads reads, PoisonVerbs verbs) {
        this.reads = reads;
        this.verbs = verbs;
    }

    @Get
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> list(HttpRequest<?> request) {
        return reads.list(request);
    }

    @Get("/{deadLetter}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> get(HttpRequest<?> request, String deadLetter) {
        return reads.one(request, PathIds.deadLetter(deadLetter));
    }

    @Post("/{deadLetter}/redrive")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> redrive(HttpRequest<byte[]> request, String deadLetter) {
        QueryParameters.none(request);
        String id = PathIds.deadLetter(deadLetter);
        var given = Bodies.readOptional(request, request.getBody().orElse(null), AppendGiven.class);
        return Answers.json(
                HttpStatus.OK,
                given.isDry()
                        ? verbs.dry(request, id)
                        : verbs.append(id, Caller.of(request).user()));
    }

    @Delete("/{deadLetter}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> discard(HttpRequest<byte[]> request, String deadLetter) {
        QueryParameters.none(request);
        String id = PathIds.deadLetter(deadLetter);
        var given = Bodies.read(request, request.getBody().orElse(null), DiscardGiven.class);
        verbs.discard(id, given.why(), Caller.of(request).user());
        return Answers.noContent();
    }
}
