package io.roundtable.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.DisabledBeanException;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import io.roundtable.http.access.EventTail;
import io.roundtable.http.access.OpenToSandbox;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RoutesTest {

    private static final String PROPERTY = "test.routes-alone";

    @Test
    void shouldDocumentEveryRouteAndNothingElse() {
        // When
        Set<String> routes = routes(_ -> true);

        // Then
        assertThat(routes).isEqualTo(documented(_ -> true));
    }

    @Test
    void shouldDocumentEveryRouteThatTheKeyOfASandboxMayUse() {
        // When
        Set<String> open = routes(route -> route.getAnnotationMetadata().hasAnnotation(OpenToSandbox.class));

        // Then
        assertThat(open)
                .isNotEmpty()
                .isEqualTo(documented(operation -> !operation
                        .node()
                        .path("security")
                        .findValues("sandboxKey")
                        .isEmpty()));
    }

    private static Set<String> routes(Predicate<UriRouteInfo<?, ?>> wanted) {
        try (var context = ApplicationContext.run(Map.<String, Object>of(
                PROPERTY,
                true,
                "roundtable.api.enabled",
                true,
                "endpoints.all.enabled",
                false,
                "endpoints.prometheus.enabled",
                true,
                "endpoints.prometheus.sensitive",
                false))) {
            return context.getBean(Router.class)
                    .uriRoutes()
                    .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                    .filter(wanted)
                    .map(route -> route.getHttpMethodName() + " "
                            + route.getUriMatchTemplate().toPathString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> documented(Predicate<OpenApi.Operation> wanted) {
        return OpenApi.read().operations().stream()
                .filter(wanted)
                .map(OpenApi.Operation::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What would look for the log as soon as it is there: routes are there without it. */
    @Factory
    @Requires(property = PROPERTY)
    static final class NoLog {

        @Singleton
        @Replaces(EventTail.class)
        @SuppressWarnings("DoNotCallSuggester") // only the container calls it, and takes the exception for an answer
        EventTail tail() {
            throw new DisabledBeanException("There is no log to follow");
        }
    }
}
