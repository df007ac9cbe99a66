package io.roundtable.http.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.json.MediaTypes;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The order of checks: 401, then 404 or 403 from path and principal, and only then what the router and the body have to
 * say.
 */
@Singleton
final class AccessChecks {

    private final TokenVerifier tokens;
    private final KeyChecks keys;
    private final Directory directory;
    private final ReadGate gate;

    AccessChecks(TokenVerifier tokens, KeyChecks keys, Directory directory, ReadGate gate) {
        this.tokens = tokens;
        this.keys = keys;
        this.directory = directory;
        this.gate = gate;
    }

    /**
     * Checks all that can be checked without asking the tables.
     *
     * @return what is left to check, which blocks; null where nothing is
     * @throws ProblemException where the request is refused; the checks that are left refuse in the same way
     */
    @Nullable
    Runnable atHand(HttpRequest<?> request) {
        if (request.getPath().startsWith("/v1/auth/")) {
            MediaTypes.check(request);
            return null;
        }
        String token = token(request);
        if (!tokens.isAtHand(token)) {
            return () -> {
                Runnable rest = admitted(request, token);
                if (rest != null) {
                    rest.run();
                }
            };
        }
        return admitted(request, token);
    }

    private @Nullable Runnable admitted(HttpRequest<?> request, String token) {
        Caller caller = tokens.verify(token);
        if (caller == null) {
            throw ProblemException.of(ProblemCode.UNAUTHORIZED);
        }
        request.setAttribute(Caller.ATTRIBUTE, caller);
        return switch (caller) {
            case Caller.Person person -> admitted(request, person);
            case Caller.Resident resident -> admitted(request, resident);
        };
    }

    private @Nullable Runnable admitted(HttpRequest<?> request, Caller.Resident caller) {
        Runnable rest = keys.atHand(request, caller);
        if (rest == null) {
            checkRest(request);
            return null;
        }
        return () -> {
            rest.run();
            checkRest(request);
        };
    }

    private @Nullable Runnable admitted(HttpRequest<?> request, Caller.Person caller) {
        if (request.getPath().startsWith("/v1/admin/") && !caller.operator()) {
            throw ProblemException.of(ProblemCode.FORBIDDEN, "Only operators may use these paths.");
        }
        WorkspacePath path = WorkspacePath.parse(request.getPath());
        if (path == null) {
            checkRest(request);
            return null;
        }
        return atHand(request, caller, path);
    }

    private @Nullable Runnable atHand(HttpRequest<?> request, Caller.Person caller, WorkspacePath path) {
        boolean mayBeRepeat = WithheldRefusal.mayBeRepeat(request);
        try {
            if (!isAtHand(request, caller, path)) {
                return () -> {
                    refusedOrWithheld(request, mayBeRepeat, () -> look(request, caller, path));
                    checkRest(request);
                };
            }
        } catch (ProblemException refusal) {
            WithheldRefusal.keep(request, mayBeRepeat, refusal);
        }
        checkRest(request);
        return null;
    }

    private static void refusedOrWithheld(HttpRequest<?> request, boolean mayBeRepeat, Runnable check) {
        try {
            check.run();
        } catch (ProblemException refusal) {
            WithheldRefusal.keep(request, mayBeRepeat, refusal);
        }
    }

    private static String token(HttpRequest<?> request) {
        String header = request.getHeaders().get("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw ProblemException.of(ProblemCode.UNAUTHORIZED);
        }
        return header.substring(7).strip();
    }

    private boolean isAtHand(HttpRequest<?> request, Caller.Person caller, WorkspacePath path) {
        Role role = directory.roleAtHand(path.workspace(), caller.user());
        if (role == null) {
            return false;
        }
        requireRole(request, role);
        return path.sandbox() == null || directory.isSandboxAtHand(path.workspace(), path.sandbox());
    }

    private void look(HttpRequest<?> request, Caller.Person caller, WorkspacePath path) {
        Role role = directory.roleAtHand(path.workspace(), caller.user());
        if (role == null) {
            role = directory.role(request, path.workspace(), caller.user());
        }
        if (role == null) {
            throw ProblemException.of(ProblemCode.WORKSPACE_NOT_FOUND);
        }
        requireRole(request, role);
        boolean found = path.sandbox() == null
                || directory.isSandboxAtHand(path.workspace(), path.sandbox())
                || directory.sandboxExists(request, path.workspace(), path.sandbox());
        if (!found) {
            throw ProblemException.of(ProblemCode.SANDBOX_NOT_FOUND);
        }
    }

    private static void requireRole(HttpRequest<?> request, Role role) {
        RouteAttributes.getRouteMatch(request)
                .flatMap(route -> route.getAnnotationMetadata().enumValue(RoleRequired.class, Role.class))
                .filter(needed -> role.compareTo(needed) < 0)
                .ifPresent(needed -> {
                    throw ProblemException.of(
                            ProblemCode.FORBIDDEN, "This needs the role " + needed + "; yours is " + role + ".");
                });
    }

    private void checkRest(HttpRequest<?> request) {
        MediaTypes.check(request);
        gate.check(request);
    }
}
