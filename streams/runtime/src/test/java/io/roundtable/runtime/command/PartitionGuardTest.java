package io.roundtable.runtime.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.runtime.command.Logs.Extent;
import io.roundtable.runtime.command.Logs.LastEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** The state says which command is next, whatever the consumer brings. */
final class PartitionGuardTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final int PARTITION = 3;
    private static final PartitionState STATE = new PartitionState(100, 7, NOON);

    private final FakeLogs logs = new FakeLogs();
    private final EngineProgress progress = new EngineProgress(Clock.fixed(NOON, ZoneOffset.UTC));
    private Instant now = NOON;

    PartitionGuardTest() {
        logs.lastEvent = new LastEvent(STATE.sequence(), true);
        logs.commands = new Extent(50, 200);
    }

    private PartitionGuard guard() {
        return guard(Map.of());
    }

    private PartitionGuard guard(Map<Integer, Long> givenUp) {
        var guard = new PartitionGuard(PARTITION, logs, progress, givenUp);
        guard.open(STATE);
        return guard;
    }

    private PartitionState lookAgain(PartitionGuard guard) {
        now = now.plusSeconds(11);
        return guard.again(STATE, now);
    }

    private String reason() {
        var obstacle = Objects.requireNonNull(progress.states().get(PARTITION)).obstacle();
        return obstacle == null ? "" : obstacle.reason();
    }

    @Test
    void shouldBeReadFromWhereItsStateWants() {
        var guard = guard();

        assertThat(logs.wentTo).containsExactly(100L);
        assertThat(guard.isClear()).isTrue();
        assertThat(guard.admits(100, STATE)).isTrue();
        assertThat(progress.stopped()).isZero();
    }

    @Test
    void shouldPassOverWhatIsDecidedAlready() {
        var guard = guard();

        assertThat(LongStream.range(0, 100)).noneMatch(offset -> guard.admits(offset, STATE));
        assertThat(guard.isClear()).isTrue();
    }

    @Test
    void shouldTurnBackWhereCommandsWereSkippedAndLeaveNoneOut() {
        // Given
        var guard = guard();

        // When
        boolean first = guard.admits(150, STATE);
        boolean readBefore = guard.admits(151, STATE);

        // Then
        assertThat(first).isFalse();
        assertThat(readBefore).isFalse();
        assertThat(logs.wentTo).containsExactly(100L, 100L);
        assertThat(guard.isClear()).isFalse();
        assertThat(guard.admits(100, STATE)).isTrue();
        assertThat(guard.isClear()).isTrue();
    }

    @Test
    void shouldGoOnPastMarkersThatSomebodysTransactionsLeft() {
        // Given
        var guard = guard();

        // When
        boolean first = guard.admits(103, STATE);
        boolean again = guard.admits(103, STATE);

        // Then
        assertThat(first).isFalse();
        assertThat(again).isTrue();
        assertThat(guard.isClear()).isTrue();
    }

    @Test
    void shouldStopWhereRetentionOvertookIt() {
        // When
        logs.commands = new Extent(101, 200);
        var guard = guard();

        // Then
        assertThat(guard.isOpen()).isFalse();
        assertThat(guard.admits(101, STATE)).isFalse();
        assertThat(reason()).contains("from offset 100 to 100 are gone");
        assertThat(progress.stopped()).isOne();
        assertThat(logs.wentTo).isEmpty();
    }

    @Test
    void shouldStopWhereRetentionOvertakesItAtWork() {
        // Given
        var guard = guard();
        logs.commands = new Extent(120, 200);

        // When
        boolean admitted = guard.admits(120, STATE);

        // Then
        assertThat(admitted).isFalse();
        assertThat(guard.isOpen()).isFalse();
        assertThat(reason()).contains("from offset 100 to 119 are gone");
    }

    @Test
    void shouldStopWhereWhatItTurnedBackForGoesAway() {
        // Given
        var guard = guard();
        assertThat(guard.admits(120, STATE)).isFalse();
        logs.commands = new Extent(130, 200);

        // When
        assertThat(guard.admits(130, STATE)).isFalse();
        lookAgain(guard);

        // Then
        assertThat(guard.isOpen()).isFalse();
        assertThat(reason()).contains("are gone");
    }

    @Test
    void shouldStopWhereTheLogWasMadeAnew() {
        logs.commands = new Extent(0, 12);

        var guard = guard();

        assertThat(guard.isOpen()).isFalse();
        assertThat(reason()).contains("ends at 12, before offset 100");
    }

    @Test
    void shouldGoOnWithoutWhatIsGoneOnlyWhereAnOperatorSaidSo() {
        // Given
        logs.commands = new Extent(120, 200);
        var told = guard(Map.of(PARTITION, 120L));
        var toldElsewhere = new PartitionGuard(PARTITION + 1, logs, progress, Map.of(PARTITION, 120L));
        toldElsewhere.open(STATE);

        // When
        var after = lookAgain(told);
        var elsewhere = lookAgain(toldElsewhere);

        // Then
        assertThat(after).isEqualTo(new PartitionState(120, STATE.sequence(), STATE.time()));
        assertThat(told.admits(120, after)).isTrue();
        assertThat(elsewhere).isEqualTo(STATE);
        assertThat(toldElsewhere.isOpen()).isFalse();
    }

    @Test
    void shouldNotSkipWhatIsThereThoughAnOperatorSaidSo() {
        var guard = guard(Map.of(PARTITION, 120L));

        assertThat(lookAgain(guard)).isEqualTo(STATE);
        assertThat(guard.admits(100, STATE)).isTrue();
    }

    @Test
    void shouldStopWhereStateAndEventsDiffer() {
        for (long sequence : new long[] {0, 6, 8}) {
            logs.lastEvent = new LastEvent(sequence, true);

            var guard = guard();

            assertThat(guard.isOpen()).isFalse();
            assertThat(reason()).contains("event 7").contains("to " + sequence);
        }
    }

    @Test
    void shouldWaitForATransactionThatIsStillOpen() {
        // Given
        logs.lastEvent = new LastEvent(6, false);
        var guard = guard();
        assertThat(guard.isOpen()).isFalse();
        assertThat(progress.stopped()).isZero();

        // When
        logs.lastEvent = new LastEvent(7, true);
        lookAgain(guard);

        // Then
        assertThat(guard.isOpen()).isTrue();
        assertThat(logs.wentTo).containsExactly(100L);
        assertThat(reason()).isEmpty();
    }

    @Test
    void shouldWaitUntilKafkaAnswersAndLookMoreAndMoreSeldom() {
        // Given
        logs.fault = new TimeoutException("away");
        var guard = guard();
        assertThat(reason()).contains("away");

        // When
        int looks = 0;
        for (int i = 0; i < 600; i++) {
            now = now.plus(Duration.ofMillis(100));
            var last = new TimeoutException("away " + i);
            logs.fault = last;
            guard.again(STATE, now);
            looks += reason().endsWith("away " + i) ? 1 : 0;
        }

        // Then
        assertThat(looks).isBetween(8, 14);
        logs.fault = null;
        lookAgain(guard);
        assertThat(guard.isOpen()).isTrue();
    }

    @Test
    void shouldBeForgottenOnlyByItself() {
        // Given
        var first = guard();
        var second = guard();

        // When
        first.close();

        // Then
        assertThat(progress.states()).hasSize(1);
        second.close();
        assertThat(progress.states()).isEmpty();
    }
}
