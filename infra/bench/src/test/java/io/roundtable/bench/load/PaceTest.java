package io.roundtable.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PaceTest {

    @Test
    void shouldKeepItsRateWithoutDrifting() {
        // Given
        var pace = new Pace.Steady(300);

        // Then
        assertThat(pace.dueNanos(0)).isZero();
        assertThat(pace.dueNanos(1)).isEqualTo(3_333_333);
        assertThat(pace.dueNanos(300)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThat(pace.dueNanos(300L * 3600)).isEqualTo(TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void shouldSendSoManyInATimeWhateverTheAnswersDo() {
        assertThat(new Pace.Steady(500).count(Duration.ofSeconds(30))).isEqualTo(15_000);
        assertThat(new Pace.Steady(3).count(Duration.ofMillis(1500))).isEqualTo(4);
    }

    @Test
    void shouldWaitForNothingWhereItIsGreedy() {
        assertThat(new Pace.Greedy().dueNanos(1_000_000)).isZero();
    }

    @Test
    void shouldRefuseARateThatIsNone() {
        assertThatThrownBy(() -> new Pace.Steady(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace.Steady(100_001)).isInstanceOf(IllegalArgumentException.class);
    }
}
