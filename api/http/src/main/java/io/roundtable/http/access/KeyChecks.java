package io.roundtable.http.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox's key may reach: with its sandbox the key is gone (401); another workspace isn't there (404); and within
 * its own whatever isn't both open to sandboxes and its own is refused (403), whether it exists or not.
 */
@Singleton
final class KeyChecks {

    private final Directory directory;

    KeyChecks(Directory directory) {
        this.directory = directory;
    }

    /**
     * Checks all that can be checked without asking the tables.
     *
     * @return what is left to check, which blocks; null where nothing is
     * @throws ProblemException where the request is refused
     */
    @Nullable
    Runnable atHand(HttpRequest<?> request, Caller.Resident caller) {
        if (directory.isSandboxGone(caller.workspace(), caller.sandbox())) {
            throw ProblemException.of(ProblemCode.UNAUTHORIZED);
        }
        if (directory.isSandboxAtHand(caller.workspace(), caller.sandbox())) {
            checkReach(request, caller);
            return null;
        }
        return () -> {
            if (!directory.sandboxExists(request, caller.workspace(), caller.sandbox())) {
                throw ProblemException.of(ProblemCode.UNAUTHORIZED);
            }
            checkReach(request, caller);
        };
    }

    static ProblemException notForKeys() {
        return ProblemException.of(ProblemCode.FORBIDDEN, "A sandbox's key acts for that sandbox alone.");
    }

    private static void checkReach(HttpRequest<?> request, Caller.Resident caller) {
        WorkspacePath path = WorkspacePath.parse(request.getPath());
        if (path != null && !path.workspace().equals(caller.workspace())) {
            throw ProblemException.of(ProblemCode.WORKSPACE_NOT_FOUND);
        }
        if (path != null && path.sandbox() != null && !path.sandbox().equals(caller.sandbox())) {
            throw notForKeys();
        }
        // where there is no route nothing runs: the router says that nothing is there, or not by this method
        boolean refused = RouteAttributes.getRouteMatch(request)
                .filter(route -> !route.getAnnotationMetadata().hasAnnotation(OpenToSandbox.class))
                .isPresent();
        if (refused) {
            throw notForKeys();
        }
    }
}
