package io.roundtable.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class AxisTest {

    @Test
    void shouldLeaveRoomAboveTheGreatestFigureAndWriteRoundOnes() {
        // Given
        var axis = Axis.upTo(5_333);

        // Then
        assertThat(axis.part(0)).isZero();
        assertThat(axis.part(5_333)).isLessThan(1).isGreaterThan(0.9);
        assertThat(axis.ticks()).containsExactly(0.0, 1_000.0, 2_000.0, 3_000.0, 4_000.0, 5_000.0);
    }

    @Test
    void shouldGiveEachOrderOfMagnitudeTheSameRoom() {
        // Given
        var axis = new Axis(0.1, 100, true);

        // Then
        assertThat(axis.part(1)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(axis.part(10)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(axis.ticks()).hasSize(10).startsWith(0.1, 0.2, 0.5, 1.0);
    }

    @Test
    void shouldWriteFewDigits() {
        assertThat(Axis.label(5_000)).isEqualTo("5,000");
        assertThat(Axis.label(0.2)).isEqualTo("0.2");
    }

    @Test
    void shouldRefuseAnAxisOfNoLength() {
        assertThatThrownBy(() -> new Axis(1, 1, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Axis(0, 1, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
