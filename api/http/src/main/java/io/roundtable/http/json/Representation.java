package io.roundtable.http.json;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.roundtable.contract.wire.Json;
import io.roundtable.http.command.Conditions;

/** One resource as an answer to a read, with {@code ETag} and {@code If-None-Match} (RFC 9110). */
public final class Representation {

    private Representation() {}

    /** @param token of what the resource reflects */
    public static HttpResponse<?> of(HttpRequest<?> request, Object resource, long version, String token) {
        return of(request, resource, Conditions.etag(version), token);
    }

    /** The same where the representation depends on more than the version. */
    public static HttpResponse<?> of(HttpRequest<?> request, Object resource, String etag, String token) {
        QueryParameters.none(request);
        return ofQuery(request, resource, etag, token);
    }

    /** The same for a path with parameters of its own, which are checked already. */
    public static HttpResponse<?> ofQuery(HttpRequest<?> request, Object resource, String etag, String token) {
        var response = Conditions.isNotModified(request, etag)
                ? HttpResponse.status(HttpStatus.NOT_MODIFIED)
                : HttpResponse.ok(Json.write(resource)).contentType(MediaType.APPLICATION_JSON_TYPE);
        return response.header("ETag", etag).header("Consistency-Token", token);
    }
}
