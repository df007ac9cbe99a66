package io.roundtable.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PartitionProgressTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final PartitionProgress opened =
            PartitionProgress.unopened(NOON, Thread.currentThread()).opened(10, NOON);

    @Test
    void shouldBeBehindByTheAgeOfTheOldestRecordThatWasReadAndIsNotWritten() {
        // Given
        var read = opened.polled(NOON.minusSeconds(3_600), 15).polled(NOON, 20);

        // When
        var behind = read.behind(NOON.plusSeconds(5), NOON);

        // Then
        assertThat(behind).isEqualTo(Duration.ofSeconds(3_605));
    }

    @Test
    void shouldBeBehindByTheAgeOfTheLastThatWasWrittenWhereTheNextOneIsNotKnown() {
        // Given
        var written = opened.polled(NOON.minusSeconds(3_600), 15).settled(13, NOON.minusSeconds(60), NOON);

        // When // Then
        assertThat(written.behind(NOON, null)).isEqualTo(Duration.ofSeconds(60));
        assertThat(written.settled(15, NOON.minusSeconds(50), NOON).behind(NOON, null))
                .isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void shouldNotTakeARecordThatNobodyHasReadYetForOlderThanTheLastTimeThatThereWasNone() {
        // Given
        var idle = opened.polled(NOON, 11).settled(11, NOON, NOON);

        // When
        var behind = idle.behind(NOON.plusSeconds(3_600), NOON.plusSeconds(3_590));

        // Then
        assertThat(behind).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldNeverBeBehindByLessThanNothingThoughARecordIsFromTheFuture() {
        assertThat(opened.polled(NOON.plusSeconds(9), 11).behind(NOON, null)).isZero();
    }

    @Test
    void shouldKeepItsAgeWhileItWaits() {
        // Given
        var read = opened.polled(NOON, 11);

        // When
        var waiting = read.in(new PartitionProgress.Condition.Waiting("for it"), NOON.plusSeconds(1))
                .in(new PartitionProgress.Condition.Waiting("for something else"), NOON.plusSeconds(9));

        // Then
        assertThat(waiting.behind(NOON.plusSeconds(9), null)).isEqualTo(Duration.ofSeconds(9));
        assertThat(waiting.times().since()).isEqualTo(NOON.plusSeconds(1));
    }
}
