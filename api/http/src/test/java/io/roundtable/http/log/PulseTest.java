package io.roundtable.http.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PulseTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Pulse pulse = new Pulse(nanos::get);

    private TailState state(long lag) {
        return new TailState(true, lag, pulse.silence(), 0);
    }

    @Test
    void shouldNotTakePollsForAnswers() {
        // Given
        pulse.beat(7);

        // When
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        pulse.beat(7);

        // Then
        assertThat(pulse.silence()).isEqualTo(Duration.ofSeconds(6));
        assertThat(state(0).isFollowing()).isFalse();
    }

    @Test
    void shouldCountSilenceFromTheLastAnswer() {
        // Given
        pulse.beat(7);
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());

        // When
        pulse.beat(8);

        // Then
        assertThat(pulse.silence()).isZero();
        assertThat(state(0).isFollowing()).isTrue();
        assertThat(state(TailState.MAX_LAG + 1).isFollowing()).isFalse();
    }
}
