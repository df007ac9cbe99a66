package io.roundtable.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PlanTest {

    @Test
    void shouldTakeWhatIsAskedForAndKeepTheRest() {
        assertThat(new Plan(10, 3, 200_000).with(null, 1, null, null)).isEqualTo(new Plan(10, 1, 200_000));
    }

    @Test
    void shouldBoundEveryRun() {
        assertThatThrownBy(() -> new Plan(601, 1, 1_000)).hasMessage("seconds must be from 1 to 600");
        assertThatThrownBy(() -> new Plan(1, 0, 1_000)).hasMessage("rounds must be from 1 to 20");
        assertThatThrownBy(() -> new Plan(1, 1, 999)).hasMessage("events must be from 1000 to 10000000");
        assertThatThrownBy(() -> new Plan(1, 1, 1_000).with(null, null, null, 100_001))
                .hasMessage("size must be from 100 to 100000");
    }

    @Test
    void shouldSeeAPhaseThatWasOverBeforeAnybodyLooked() {
        assertThat(Rebuilding.isReached("filling", "preparing")).isFalse();
        assertThat(Rebuilding.isReached("filling", "filling")).isTrue();
        assertThat(Rebuilding.isReached("filling", "comparing")).isTrue();
        assertThat(Rebuilding.isReached("", "switching")).isFalse();
    }
}
