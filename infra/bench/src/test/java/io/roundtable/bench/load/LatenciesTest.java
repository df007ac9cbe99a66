package io.roundtable.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void shouldTellPercentilesInMilliseconds() {
        // Given
        for (int i = 1; i <= 100; i++) {
            latencies.record(TimeUnit.MILLISECONDS.toNanos(i));
        }

        // Then
        assertThat(latencies.count()).isEqualTo(100);
        assertThat(latencies.millis(50)).isCloseTo(50, within(0.1));
        assertThat(latencies.millis(99)).isCloseTo(99, within(0.1));
    }

    @Test
    void shouldCountWhatTookLongerThanItCanTellAsItsLongest() {
        // When
        latencies.record(TimeUnit.HOURS.toNanos(1));
        latencies.record(-1);

        // Then
        assertThat(latencies.count()).isEqualTo(2);
        assertThat(latencies.millis(100)).isCloseTo(120_000, within(200.0));
    }

    @Test
    void shouldAddUpWhatSeveralRoundsHaveGiven() {
        // Given
        var other = new Latencies();
        latencies.record(TimeUnit.MILLISECONDS.toNanos(1));
        other.record(TimeUnit.MILLISECONDS.toNanos(100));

        // When
        var sum = Latencies.sum(List.of(latencies, other));

        // Then
        assertThat(sum.count()).isEqualTo(2);
        assertThat(sum.distribution().getFirst().millis()).isCloseTo(1, within(0.1));
        assertThat(sum.distribution().getLast().millis()).isCloseTo(100, within(0.1));
        assertThat(sum.distribution().getLast().percentile()).isEqualTo(100);
    }
}
