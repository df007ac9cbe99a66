package io.roundtable.app.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.http.operations.ReadinessSource.Part;
import io.roundtable.http.operations.ReadinessSource.Status;
import io.roundtable.runtime.RoleStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RoleReadinessTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final RoleStatus WELL = new RoleStatus("streams", true, 3L, Instant.EPOCH, "running", null);

    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger questions = new AtomicInteger();

    private AskedRole silent(String name) {
        return new AskedRole(
                name,
                () -> {
                    questions.incrementAndGet();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return List.of(WELL);
                },
                Clock.systemUTC());
    }

    private static AskedRole well(String name) {
        return new AskedRole(name, () -> List.of(WELL), Clock.systemUTC());
    }

    @Test
    void shouldTellWhatTheRolesTell() {
        assertThat(RoleReadiness.parts(List.of(well("engine")), Duration.ofSeconds(20)))
                .containsExactly(new Part("engine", "streams", Status.READY, 3L, Instant.EPOCH, "running", null));
    }

    @Test
    void shouldTellOfPartitionsInTheOrderOfTheirNumbers() {
        // Given
        var told = Stream.of("events-10", "streams", "replies-0", "events-2", "events-1")
                .map(part -> new RoleStatus(part, true, 0L, Instant.EPOCH, "running", null))
                .toList();
        var projector = new AskedRole("projector", () -> told, Clock.systemUTC());

        // When
        var parts = RoleReadiness.parts(List.of(well("engine"), projector), Duration.ofSeconds(20));

        // Then
        assertThat(parts)
                .extracting(Part::part)
                .containsExactly("streams", "events-1", "events-2", "events-10", "replies-0", "streams");
    }

    @Test
    void shouldTakeWhoDoesNotAnswerForNotReadyAndAskHimOnceHoweverOftenItIsAsked() {
        // Given
        var roles = List.of(silent("engine"), silent("projector"));
        long start = System.nanoTime();

        // When
        RoleReadiness.parts(roles, PATIENCE);
        var parts = RoleReadiness.parts(roles, PATIENCE);

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.multipliedBy(10));
        assertThat(parts).extracting(Part::role).containsExactly("engine", "projector");
        assertThat(parts).extracting(Part::status).containsOnly(Status.NOT_READY);
        assertThat(parts).allSatisfy(part -> assertThat(part.action()).isNotBlank());
        assertThat(questions).hasValue(2);
        never.countDown();
    }

    @Test
    void shouldTakeWhoFailsForNotReadyAndTellTheOthers() {
        // Given
        var failing = new AskedRole(
                "engine",
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                Clock.systemUTC());

        // When
        var parts = RoleReadiness.parts(List.of(failing, well("projector")), Duration.ofSeconds(20));

        // Then
        assertThat(parts).extracting(Part::status).containsExactly(Status.NOT_READY, Status.READY);
        assertThat(parts.getFirst().detail()).contains("on purpose");
    }
}
