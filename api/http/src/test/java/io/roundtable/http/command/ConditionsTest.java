package io.roundtable.http.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.simple.SimpleHttpRequest;
import org.junit.jupiter.api.Test;

final class ConditionsTest {

    @Test
    void shouldReadTheVersionFromATagOfAVariant() {
        // Given
        var request = new SimpleHttpRequest<>(HttpMethod.PATCH, "/v1/workspaces/ws_0123456789", "");
        request.getHeaders().add("If-Match", Conditions.etag(7, "owner"));

        // When
        var version = Conditions.expectedVersion(request);

        // Then
        assertThat(version).isEqualTo(7);
    }

    @Test
    void shouldTellVariantsApart() {
        // Given
        var request = new SimpleHttpRequest<>(HttpMethod.GET, "/v1/workspaces/ws_0123456789", "");
        request.getHeaders().add("If-None-Match", Conditions.etag(7, "owner"));

        // Then
        assertThat(Conditions.isNotModified(request, Conditions.etag(7, "owner")))
                .isTrue();
        assertThat(Conditions.isNotModified(request, Conditions.etag(7, "viewer")))
                .isFalse();
    }
}
