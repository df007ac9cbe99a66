package io.roundtable.http.access;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.json.MediaTypes;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The order of checks: 401, then 404 or 403 from path and principal, and only then what the router and the body have to
 * say. A request whose answers are at hand passes without leaving its thread.
 */
@ServerFilter("/v1/**")
final class AccessFilter implements Ordered {

    private final TokenVerifier tokens;
    private final Directory directory;
    private final ReadGate gate;
    private final BlockingWork blocking;

    AccessFilter(TokenVerifier tokens, Directory directory, ReadGate gate, BlockingWork blocking) {
        this.tokens = tokens;
        this.directory = directory;
        this.gate = gate;
        this.blocking = blocking;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 200;
    }

    @RequestFilter
    @Nullable
    CompletionStage<@Nullable HttpResponse<?>> check(HttpRequest<?> request) {
        if (request.getPath().startsWith("/v1/auth/")) {
            return then(request, () -> MediaTypes.check(request));
        }
        try {
            Caller caller = authenticate(request);
            request.setAttribute(Caller.ATTRIBUTE, caller);
            if (request.getPath().startsWith("/v1/admin/") && !caller.operator()) {
                throw ProblemException.of(ProblemCode.FORBIDDEN, "Only operators may use these paths.");
            }
            WorkspacePath path = WorkspacePath.parse(request.getPath());
            if (path != null && !isAtHand(request, caller, path)) {
                return blocking.supply(() -> look(request, caller, path));
            }
        } catch (ProblemException problem) {
            return CompletableFuture.completedFuture(Problems.response(request, problem));
        }
        return then(request, () -> checkRest(request));
    }

    private Caller authenticate(HttpRequest<?> request) {
        String header = request.getHeaders().get("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw ProblemException.of(ProblemCode.UNAUTHORIZED);
        }
        Caller caller = tokens.verify(header.substring(7).strip());
        if (caller == null) {
            throw ProblemException.of(ProblemCode.UNAUTHORIZED);
        }
        return caller;
    }

    private boolean isAtHand(HttpRequest<?> request, Caller caller, WorkspacePath path) {
        Role role = directory.roleAtHand(path.workspace(), caller.user());
        if (role == null) {
            return false;
        }
        requireRole(request, role);
        return path.sandbox() == null || directory.isSandboxAtHand(path.workspace(), path.sandbox());
    }

    private @Nullable HttpResponse<?> look(HttpRequest<?> request, Caller caller, WorkspacePath path) {
        try {
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
            checkRest(request);
            return null;
        } catch (ProblemException problem) {
            return Problems.response(request, problem);
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

    private static @Nullable CompletionStage<@Nullable HttpResponse<?>> then(HttpRequest<?> request, Runnable check) {
        try {
            check.run();
            return null;
        } catch (ProblemException problem) {
            return CompletableFuture.completedFuture(Problems.response(request, problem));
        }
    }
}
