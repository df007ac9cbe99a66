package io.roundtable.http.access;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.Principal;
import io.roundtable.contract.UserId;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;

/**
 * Who asks, as an access token has proven it.
 *
 * @param operator whether the caller may use the paths of the installation
 */
public record Caller(UserId user, boolean operator) {

    static final String ATTRIBUTE = "roundtable.caller";

    /** The caller of a request that has passed the access filter. */
    public static Caller of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Caller.class)
                .orElseThrow(() -> ProblemException.of(ProblemCode.UNAUTHORIZED));
    }

    public Principal principal() {
        return Principal.user(user);
    }
}
