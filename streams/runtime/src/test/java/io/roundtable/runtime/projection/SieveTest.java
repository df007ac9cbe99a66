package io.roundtable.runtime.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SieveTest {

    private final Sieve sieve = new Sieve();

    private long[] taken(long... offsets) {
        return LongStream.of(offsets).filter(sieve::takes).toArray();
    }

    @Test
    void shouldTakeEachRecordOnceFromTheCheckpointOn() {
        sieve.from(5);

        assertThat(taken(3, 4, 5, 7, 7, 6, 8)).containsExactly(5, 7, 8);
    }

    @Test
    void shouldPassOverWhatWasFetchedBeforeReadingWentBack() {
        // Given
        sieve.from(0);
        assertThat(taken(0, 1, 2)).hasSize(3);
        sieve.drops(3);

        // When
        sieve.from(1);

        // Then
        assertThat(taken(4, 5)).as("fetched before").isEmpty();
        assertThat(taken(1, 2, 3, 4, 5)).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void shouldPassOverThemAlsoWhenReadingGoesBackTwiceBeforeItHasComeAsFarAgain() {
        // Given
        sieve.from(0);
        assertThat(taken(0, 1, 2, 3, 4, 5)).hasSize(6);
        sieve.from(2);
        assertThat(taken(6, 2, 3)).containsExactly(2, 3);

        // When
        sieve.from(2);

        // Then
        assertThat(taken(4, 5, 6)).as("fetched before").isEmpty();
        assertThat(taken(2, 3, 4, 5, 6, 7)).containsExactly(2, 3, 4, 5, 6, 7);
    }

    @Test
    void shouldGoOnFromWhatAnotherHasWrittenFurtherOn() {
        // Given
        sieve.from(0);
        assertThat(taken(0, 1)).hasSize(2);

        // When
        sieve.from(4);

        // Then
        assertThat(taken(2, 3, 4, 5, 4, 5, 6)).containsExactly(4, 5, 6);
    }

    @Test
    void shouldGoOnAtTheLogsStartWhereThatHasMovedPastAllThatCame() {
        // Given
        sieve.from(0);
        assertThat(taken(0, 1)).hasSize(2);
        sieve.from(1);

        // When
        sieve.begun(100);

        // Then
        assertThat(taken(2, 3, 100, 101)).containsExactly(100, 101);
    }
}
