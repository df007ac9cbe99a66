package io.roundtable.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.simple.SimpleHttpRequest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HealthControllerTest {

    @Test
    void shouldNotAskTheDatabaseForEverybodyWhoAsks() {
        // Given
        var asked = new AtomicInteger();
        var controller = new HealthController(List.of(() -> {
            asked.incrementAndGet();
            return List.of();
        }));

        // When
        IntStream.range(0, 1_000)
                .parallel()
                .forEach(_ -> controller.readiness(new SimpleHttpRequest<>(HttpMethod.GET, "/health/readiness", "")));

        // Then
        assertThat(asked.get()).as("readings within a second or a few").isBetween(1, 10);
    }

    @Test
    void shouldNotWaitForAPartThatDoesNotTell() {
        // Given
        var never = new CountDownLatch(1);
        var controller = new HealthController(List.of(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        }));

        // When
        var answer = controller.readiness(new SimpleHttpRequest<>(HttpMethod.GET, "/health/readiness", ""));

        // Then
        never.countDown();
        assertThat(answer.code()).isEqualTo(503);
    }
}
