package io.roundtable.http.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.simple.SimpleHttpRequest;
import io.roundtable.http.HttpSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PreferencesTest {

    private static final HttpSettings SETTINGS = HttpSettings.of("nowhere:9092", "https://roundtable.test/schemas/");

    private static Preferences preferring(String preference) {
        var request = new SimpleHttpRequest<>(HttpMethod.POST, "/v1/workspaces", "");
        request.getHeaders().add("Prefer", preference);
        return Preferences.of(request, SETTINGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=soon", "wait=-1", "wait=", "wait=99999999999", "dinner=late", "return=minimal"})
    void shouldPassOverWhatItCannotRead(String preference) {
        // When
        var read = preferring(preference);

        // Then
        assertThat(read).isEqualTo(new Preferences(false, SETTINGS.defaultWait(), null));
    }

    @Test
    void shouldFollowWhatItCanReadBesideWhatItCannot() {
        // When
        var read = preferring("wait=soon, wait=3");

        // Then
        assertThat(read).isEqualTo(new Preferences(false, Duration.ofSeconds(3), "wait=3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"respond-async", "wait=0", "wait=9", "respond-async, wait=30"})
    void shouldWaitAnywayWhereNotAllIsDoneByTheCommand(String preference) {
        // Given
        var request = new SimpleHttpRequest<>(HttpMethod.PUT, "/v1/workspaces", "");
        request.getHeaders().add("Prefer", preference);

        // When
        Preferences.awaitAnyway(request);

        // Then
        assertThat(Preferences.of(request, SETTINGS)).isEqualTo(new Preferences(false, SETTINGS.defaultWait(), null));
    }

    @Test
    void shouldWaitForLongerThanUsualWhereThatIsPreferred() {
        // Given
        var request = new SimpleHttpRequest<>(HttpMethod.PUT, "/v1/workspaces", "");
        request.getHeaders().add("Prefer", "wait=20");

        // When
        Preferences.awaitAnyway(request);

        // Then
        assertThat(Preferences.of(request, SETTINGS))
                .isEqualTo(new Preferences(false, Duration.ofSeconds(20), "wait=20"));
    }
}
