package io.roundtable.http.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LoadTest {

    private final LoadLimits limits = new LoadLimits(800, 4_000, 10, Duration.ofSeconds(1));
    private final Load load = new Load(Optional.of(limits), new SimpleMeterRegistry());

    private final HttpRequest<?> first = HttpRequest.POST("/v1/workspaces", "");
    private final HttpRequest<?> second = HttpRequest.POST("/v1/workspaces", "");

    @Test
    void shouldRefuseBodiesPastTheLimitUntilOthersHaveEnded() {
        // Given
        load.body(first, 500);
        load.body(first, 300);

        // When
        assertOverloaded(() -> load.body(second, 1));
        load.onApplicationEvent(new HttpRequestTerminatedEvent(first));

        // Then
        load.body(second, 800);
    }

    @Test
    void shouldCountAPageForWhatItComesTo() {
        load.page(first, 1_000);

        assertOverloaded(() -> load.page(second, 1));
    }

    @Test
    void shouldLeaveRoomForThoseWhoAreKnown() {
        // Given
        var stranger = HttpRequest.POST("/v1/auth/login", "");
        load.body(stranger, 100);

        // Then
        assertOverloaded(() -> load.body(HttpRequest.POST("/v1/auth/register", ""), 1));
        load.body(first, 800);
    }

    @Test
    void shouldGiveNothingToARequestThatHasEnded() {
        // Given
        load.body(first, 1);
        load.onApplicationEvent(new HttpRequestTerminatedEvent(first));

        // When
        assertOverloaded(() -> load.body(first, 1));

        // Then
        load.body(second, 800);
    }

    @Test
    void shouldHaveRoomForTheLargestBodyAndTheLargestAnswerOnTheSmallestHeap() {
        var least = LoadLimits.ofHeap(64 * 1024 * 1024);

        assertThat(least.bodyBytes()).isGreaterThanOrEqualTo(8 * 1024 * 1024);
        assertThat(least.pageBytes()).isGreaterThanOrEqualTo(Load.PAGE_FACTOR * 16L * 1024 * 1024);
    }

    private static void assertOverloaded(Runnable taking) {
        assertThatThrownBy(taking::run).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.OVERLOADED);
            assertThat(problem.headers()).containsEntry("Retry-After", "1");
        });
    }
}
