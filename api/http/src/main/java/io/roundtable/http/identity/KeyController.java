package io.roundtable.http.identity;

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
import io.roundtable.http.command.Answers;
import io.roundtable.http.json.Bodies;
import io.roundtable.http.json.QueryParameters;
import java.util.Set;

/** The keys that access tokens are signed with. */
@Controller
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class KeyController {

    private final KeyRing keys;

    KeyController(KeyRing keys) {
        this.keys = keys;
    }

    record RotatedKey(String kid) {}

    /** The public keys, for whoever wants to verify access tokens (RFC 7517). Needs no token. */
    @Get("/.well-known/jwks.json")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> published() {
        return HttpResponse.ok(keys.jwks())
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "public, max-age=60");
    }

    /** Replaces the key that signs, on all nodes within a second; what it has signed stays good. For operators. */
    @Post("/v1/admin/signing-keys/rotate")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> rotate(HttpRequest<byte[]> request) {
        new QueryParameters(request, Set.of()).done();
        Bodies.nothing(request);
        keys.rotate();
        return Answers.json(HttpStatus.OK, new RotatedKey(keys.signer().kid()));
    }
}
