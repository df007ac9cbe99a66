package io.roundtable.bench.peer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.bench.installation.BenchFailure;
import org.junit.jupiter.api.Test;

final class ConfirmationsTest {
    private final Unconfirmed unconfirmed = new Unconfirmed();

    private void publish(int messages) {
        for (int i = 0; i < messages; i++) {
            unconfirmed.published();
        }
    }

    @Test
    void shouldCountWhatIsConfirmedForSeveralOnce() {
        // Given
        publish(6);

        // When
        unconfirmed.handleAck(2, false);
        unconfirmed.handleAck(4, false);
        unconfirmed.handleAck(3, true);
        unconfirmed.handleAck(6, true);

        // Then
        assertThatCode(() -> unconfirmed.await("it")).doesNotThrowAnyException();
    }

    @Test
    void shouldCountOnAfterThoseThatCameAlone() {
        // Given
        publish(4);

        // When
        unconfirmed.handleAck(1, false);
        unconfirmed.handleAck(2, false);
        unconfirmed.handleAck(4, true);

        // Then
        assertThatCode(() -> unconfirmed.await("it")).doesNotThrowAnyException();
    }

    @Test
    void shouldFailWhereAMessageIsRefused() {
        // Given
        publish(2);
        unconfirmed.handleAck(1, false);

        // When
        unconfirmed.handleNack(2, false);

        // Then
        assertThatThrownBy(() -> unconfirmed.await("it"))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("number 2");
    }
}
