package io.roundtable.http.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.exceptions.NotAllowedException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import io.roundtable.contract.InvalidInput;
import io.roundtable.http.RequestContext;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Turns whatever ends a request early into a problem; nothing leaves here with a class name in it. */
@Controller
final class ErrorHandlers {

    private static final Logger log = LoggerFactory.getLogger(ErrorHandlers.class);

    @Error(global = true)
    HttpResponse<byte[]> problem(HttpRequest<?> request, ProblemException problem) {
        return Problems.response(request, problem);
    }

    @Error(global = true)
    HttpResponse<byte[]> invalid(HttpRequest<?> request, InvalidInput fault) {
        return Problems.response(request, ProblemException.invalid(fault));
    }

    /** The only thing that routes ask of a request, and it may not have, is a body. */
    @Error(global = true)
    HttpResponse<byte[]> bodyMissing(HttpRequest<?> request, UnsatisfiedRouteException fault) {
        return Problems.response(request, ProblemException.invalid("", "a JSON body is required"));
    }

    @Error(global = true)
    HttpResponse<byte[]> tooLarge(HttpRequest<?> request, ContentLengthExceededException fault) {
        return Problems.response(request, ProblemException.of(ProblemCode.PAYLOAD_TOO_LARGE));
    }

    /** For paths that there aren't; and for what a route has answered itself, which stays as it is. */
    @Error(global = true, status = HttpStatus.NOT_FOUND)
    HttpResponse<byte[]> notFound(HttpRequest<?> request) {
        return Problems.answered(request)
                .orElseGet(() -> Problems.response(request, ProblemException.of(ProblemCode.NOT_FOUND)));
    }

    /** Whatever answers GET answers HEAD (RFC 9110). */
    @Error(global = true)
    HttpResponse<byte[]> notAllowed(HttpRequest<?> request, NotAllowedException fault) {
        var allowed = new TreeSet<>(fault.getAllowedMethods());
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        var problem = ProblemException.of(ProblemCode.METHOD_NOT_ALLOWED);
        return Problems.response(request, problem.with("Allow", String.join(", ", allowed)));
    }

    @Error(global = true)
    HttpResponse<byte[]> status(HttpRequest<?> request, HttpStatusException fault) {
        return Problems.response(request, ofStatus(fault.getStatus().getCode()));
    }

    @Error(global = true)
    HttpResponse<byte[]> other(HttpRequest<?> request, Throwable fault) {
        if (fault instanceof CompletionException && fault.getCause() != null) {
            return other(request, fault.getCause());
        }
        if (fault instanceof ProblemException problem) {
            return problem(request, problem);
        }
        if (fault instanceof InvalidInput invalid) {
            return invalid(request, invalid);
        }
        if (fault instanceof DataAccessException lost && LostDatabase.isCauseOf(lost)) {
            log.warn("{} {} failed without the database: {}", request.getMethod(), request.getPath(), lost.toString());
            return problem(request, LostDatabase.problem());
        }
        if (fault instanceof io.micronaut.http.server.exceptions.HttpServerException
                || (fault instanceof IllegalArgumentException
                        && fault.getStackTrace().length > 0
                        && fault.getStackTrace()[0].getClassName().startsWith("io.micronaut.http"))) {
            return Problems.response(request, ProblemException.of(ProblemCode.INVALID_REQUEST));
        }
        try (var _ = MDC.putCloseable("trace_id", RequestContext.of(request).traceId())) {
            log.error("{} {} failed", request.getMethod(), request.getPath(), fault);
        }
        return Problems.response(request, ProblemException.of(ProblemCode.INTERNAL));
    }

    static ProblemException ofStatus(int status) {
        for (ProblemCode code : ProblemCode.values()) {
            if (code.status() == status) {
                return ProblemException.of(code);
            }
        }
        return ProblemException.of(status < 500 ? ProblemCode.INVALID_REQUEST : ProblemCode.INTERNAL);
    }
}
