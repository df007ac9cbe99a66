package io.roundtable.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleTest {

    @Test
    void shouldTakeTheMiddleOneAndNotTheMean() {
        assertThat(Sample.of(5, 1, 100).median()).isEqualTo(5);
        assertThat(Sample.of(4, 1, 2, 100).median()).isEqualTo(3);
    }

    @Test
    void shouldShowHowFarRoundsLieApart() {
        // Given
        var sample = Sample.of(3, 1, 2);

        // Then
        assertThat(sample.least()).isEqualTo(1);
        assertThat(sample.most()).isEqualTo(3);
        assertThat(sample.rounds()).containsExactly(3.0, 1.0, 2.0);
    }

    @Test
    void shouldCompareEachRoundWithTheOneBesideItSoThatASlowMinuteSlowsBoth() {
        // Given
        var product = Sample.of(50, 10, 40);
        var peer = Sample.of(100, 20, 80);

        // When
        double ratio = product.ratioTo(peer);

        // Then
        assertThat(ratio).isEqualTo(0.5);
    }

    @Test
    void shouldCompareMediansWhereThereAreNoPairs() {
        assertThat(Sample.of(1, 2, 3).ratioTo(Sample.of(8))).isEqualTo(0.25);
    }

    @Test
    void shouldRefuseWhatIsNoMeasurement() {
        assertThatThrownBy(() -> new Sample(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sample.of(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sample.of(1 / 0.0)).isInstanceOf(IllegalArgumentException.class);
    }
}
