package io.roundtable.http.problem;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.roundtable.contract.wire.Json;
import jakarta.inject.Singleton;

/** Makes problems of the errors that the server itself answers. */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<byte[]> {

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        var problem = Problems.describe(context.getRequest(), ErrorHandlers.ofStatus(response.code()));
        // one status for those who read the line and those who read the body
        response.status(problem.status());
        return response.body(Json.write(problem)).contentType(Problems.MEDIA_TYPE);
    }
}
