package io.roundtable.http.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.web.router.RouteAttributes;
import io.roundtable.http.command.CommandLog;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;

/**
 * A refusal by what the door knows now, put aside because the request may repeat one that was decided before: who has
 * deleted a sandbox, or has left, and lost the answer must get that answer again. Whoever decides the command checks
 * the same rights and knows its key; whatever doesn't come as far as a command is refused after all.
 */
final class WithheldRefusal {

    private static final String ATTRIBUTE = "roundtable.refusal";

    private WithheldRefusal() {}

    /** Whether the request gives a command under a key. */
    static boolean mayBeRepeat(HttpRequest<?> request) {
        return request.getHeaders().contains("Idempotency-Key")
                && RouteAttributes.getRouteMatch(request)
                        .filter(route -> route.getAnnotationMetadata().hasAnnotation(GivesCommand.class))
                        .isPresent();
    }

    /** @throws ProblemException the refusal itself, where the request can't be a repeat */
    static void keep(HttpRequest<?> request, boolean mayBeRepeat, ProblemException refusal) {
        // a database that can't be reached, or lags, refuses for a while, and not for who asks
        if (!mayBeRepeat || refusal.code().status() >= 500) {
            throw refusal;
        }
        request.setAttribute(ATTRIBUTE, refusal);
    }

    static boolean isKept(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE).isPresent();
    }

    /** The answer where it is about a command, else the refusal. */
    static MutableHttpResponse<?> unlessDecided(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (response.getHeaders().contains(CommandLog.COMMAND_ID)) {
            return response;
        }
        return request.getAttribute(ATTRIBUTE, ProblemException.class)
                .<MutableHttpResponse<?>>map(refusal -> Problems.response(request, refusal))
                .orElse(response);
    }
}
