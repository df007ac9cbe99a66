package io.roundtable.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricsDoorTest {

    private static final Map<String, Object> PROPERTIES = Map.of(
            "micronaut.server.port", -1, "endpoints.prometheus.enabled", true, "endpoints.prometheus.sensitive", false);

    private static HttpResponse<String> metrics(Map<String, Object> settings, String... headers) throws Exception {
        var properties = new HashMap<>(PROPERTIES);
        properties.putAll(settings);
        try (var context = ApplicationContext.builder().properties(properties).start();
                var server = context.getBean(EmbeddedServer.class).start();
                var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.getURI().resolve("/prometheus"));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    @Test
    void shouldLetInWhoHasTheTokenAndNobodyElse() throws Exception {
        // Given
        Map<String, Object> settings = Map.of(MetricsDoor.TOKEN, "s3cret");

        // Then
        var without = metrics(settings);
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(without.body()).contains("\"code\":\"unauthorized\"");
        assertThat(metrics(settings, "Authorization", "Bearer other").statusCode())
                .isEqualTo(401);
        assertThat(metrics(settings, "Authorization", "Bearer s3cret").statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldLetInEverybodyWhereThereIsNone() throws Exception {
        assertThat(metrics(Map.of()).statusCode()).isEqualTo(200);
    }
}
