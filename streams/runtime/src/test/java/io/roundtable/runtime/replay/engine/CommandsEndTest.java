package io.roundtable.runtime.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.runtime.command.StateFold;
import io.roundtable.runtime.command.StateRecords.Reached;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CommandsEndTest {

    private static final CommandsEnd END = new CommandsEnd(3, 100);

    private final StateFold fold = new StateFold(Duration.ofHours(1), 0);

    private static Reached reached(long nextOffset, long sequence) {
        return new Reached(nextOffset, sequence, Instant.EPOCH);
    }

    @Test
    void shouldTakeAFoldThatHasComeToTheEnd() {
        // Given
        fold.passed(99, Instant.EPOCH);

        // When, Then
        assertThatCode(() -> END.require(fold)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAFoldThatHasComeFurther() {
        // Given
        fold.passed(100, Instant.EPOCH);

        // When, Then
        assertThatThrownBy(() -> END.require(fold))
                .isInstanceOf(ReplayRefused.class)
                .hasMessageContaining("partition 3")
                .hasMessageContaining("command 100")
                .hasMessageContaining("ends at 100");
    }

    @Test
    void shouldBelieveAStateOfTheSameEventUpToTheEnd() {
        assertThat(END.said(reached(100, 0), fold)).isEqualTo(100);
        assertThat(END.said(reached(101, 0), fold)).isZero();
        assertThat(END.said(reached(7, 1), fold)).isZero();
        assertThat(END.said(null, fold)).isZero();
    }
}
