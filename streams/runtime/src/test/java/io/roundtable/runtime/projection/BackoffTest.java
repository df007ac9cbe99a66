package io.roundtable.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private long now = Long.MAX_VALUE - 1_000; // a clock that runs over is no other
    private final Backoff backoff = new Backoff(() -> now);

    @Test
    void shouldWaitAsLongAsItHasBeenFailingWithinItsBounds() {
        // Given
        backoff.failed("it is away");

        // When // Then
        assertThat(triedAfter(100)).isTrue();
        assertThat(triedAfter(99)).isFalse();
        assertThat(triedAfter(1)).isTrue();
        assertThat(triedAfter(199)).isFalse();
        assertThat(triedAfter(10_000)).isTrue();
        assertThat(triedAfter(999)).isFalse();
        assertThat(triedAfter(1)).isTrue();
    }

    @Test
    void shouldTryAtOnceWhenNothingHasFailedSinceItLastWorked() {
        // Given
        backoff.failed("it is away");
        now += Duration.ofMinutes(1).toNanos();
        backoff.failed("it is away");

        // When
        backoff.worked();

        // Then
        assertThat(backoff.isDue()).isTrue();
        backoff.failed("it is away");
        assertThat(triedAfter(100)).as("trouble of its own").isTrue();
    }

    /** Whether it may try after so long; if so it does, and fails again. */
    private boolean triedAfter(long millis) {
        now += Duration.ofMillis(millis).toNanos();
        boolean due = backoff.isDue();
        if (due) {
            backoff.failed("it is away");
        }
        return due;
    }
}
