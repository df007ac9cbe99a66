package io.roundtable.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import io.roundtable.contract.SandboxId;
import io.roundtable.http.access.OpenToSandbox;
import io.roundtable.persistence.identity.SandboxKeys;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a sandbox's key may not reach: every route that isn't marked as open to it, and every sandbox but its own. */
final class KeyRoutesTest {

    private static final String BOB = "sb_bob0000000";

    private static IdentityServer server;
    private static GivenKey key;

    @BeforeAll
    static void start() {
        server = new IdentityServer(IdentityDatabase.create());
        key = GivenKey.in(server.bean(SandboxKeys.class), WithoutLog.SANDBOX);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldRefuseAKeyWhereNothingSaysThatItMayCome() {
        var closed = routes().stream()
                .filter(route -> !route.getAnnotationMetadata().hasAnnotation(OpenToSandbox.class))
                .toList();

        assertThat(closed)
                .hasSizeGreaterThan(15)
                .allSatisfy(route -> ask(route, WithoutLog.SANDBOX.value()).isProblem(403, "forbidden"));
    }

    @Test
    void shouldRefuseAKeyAtEveryPathOfAnotherSandbox() {
        var ofSandboxes = routes().stream()
                .filter(route -> path(route).contains("{sandbox}"))
                .toList();

        assertThat(ofSandboxes)
                .anyMatch(route -> route.getAnnotationMetadata().hasAnnotation(OpenToSandbox.class))
                .allSatisfy(route -> ask(route, BOB).isProblem(403, "forbidden"));
    }

    @Test
    void shouldShowAKeyNoOtherWorkspace() {
        var ofWorkspaces = routes().stream()
                .filter(route -> path(route).contains("{workspace}"))
                .toList();

        assertThat(ofWorkspaces).hasSizeGreaterThan(15).allSatisfy(route -> {
            String path =
                    filled(route, WithoutLog.SANDBOX.value()).replace(GivenKey.WORKSPACE.value(), "ws_9876543210");
            server.write(route.getHttpMethodName(), path, key.text(), "{}").isProblem(404, "workspace_not_found");
        });
    }

    @Test
    void shouldRefuseTheKeyOfASandboxThatIsGone() {
        // Given
        var orphan = GivenKey.in(server.bean(SandboxKeys.class), new SandboxId("sb_gone000000"));

        // When
        var answer = server.get("/v1/workspaces/" + GivenKey.WORKSPACE + "/sandboxes/sb_gone000000", orphan.text());

        // Then
        answer.isProblem(401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    private static Answer ask(UriRouteInfo<?, ?> route, String sandbox) {
        return server.write(route.getHttpMethodName(), filled(route, sandbox), key.text(), "{}");
    }

    /** Those that need somebody to ask. */
    private static List<UriRouteInfo<?, ?>> routes() {
        return server.bean(Router.class)
                .uriRoutes()
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                .filter(route -> path(route).startsWith("/v1/") && !path(route).startsWith("/v1/auth/"))
                .<UriRouteInfo<?, ?>>map(route -> route)
                .toList();
    }

    private static String path(UriRouteInfo<?, ?> route) {
        return route.getUriMatchTemplate().toPathString();
    }

    private static String filled(UriRouteInfo<?, ?> route, String sandbox) {
        return path(route)
                .replace("{workspace}", GivenKey.WORKSPACE.value())
                .replace("{sandbox}", sandbox)
                .replace("{user}", "usr_0123456789")
                .replaceAll("\\{\\w+}", "msg_0123456789");
    }
}
