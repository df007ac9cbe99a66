package io.roundtable.http.access;

import io.micronaut.http.HttpRequest;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;

/** Asks again whether a request that goes on for long may still do so. */
@Singleton
public final class Admission {

    private final AccessChecks checks;

    Admission(AccessChecks checks) {
        this.checks = checks;
    }

    /**
     * Checks as at the door; may block.
     *
     * @throws ProblemException where it would be refused now: its token is over, its role is gone
     */
    public void check(HttpRequest<?> request) {
        Runnable rest = checks.atHand(request);
        if (rest != null) {
            rest.run();
        }
    }
}
