package io.roundtable.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class StandstillTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Standstill standstill = new Standstill(Duration.ofMinutes(5), nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void shouldGiveUpWhatStandsStillForAKnownReasonThoughItIsBetweenAttempts() {
        // Given
        assertThat(standstill.givenUp(7, "no leader")).isEmpty();
        pass(Duration.ofMinutes(4));
        assertThat(standstill.givenUp(7, null)).isEmpty();
        pass(Duration.ofMinutes(1));

        // Then
        assertThat(standstill.givenUp(7, null))
                .hasValueSatisfying(why -> assertThat(why).contains("5 minutes", "no leader"));
    }

    @Test
    void shouldNotGiveUpWhatGoesOn() {
        // Given
        assertThat(standstill.givenUp(7, "no leader")).isEmpty();
        pass(Duration.ofMinutes(4));
        assertThat(standstill.givenUp(8, "no leader")).isEmpty();
        pass(Duration.ofMinutes(4));

        // Then
        assertThat(standstill.givenUp(8, "no leader")).isEmpty();
    }

    @Test
    void shouldWaitForWhatNobodyComplainsOf() {
        // Given
        assertThat(standstill.givenUp(7, null)).isEmpty();
        pass(Duration.ofHours(1));

        // Then
        assertThat(standstill.givenUp(7, null)).isEmpty();
    }
}
