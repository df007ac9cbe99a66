package io.roundtable.persistence.projection;

import static io.roundtable.persistence.projection.Sayings.ALICE;
import static io.roundtable.persistence.projection.Sayings.BOB;
import static io.roundtable.persistence.projection.Sayings.sandboxCreated;
import static io.roundtable.persistence.projection.Sayings.sent;
import static io.roundtable.persistence.projection.Sayings.workspaceCreated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.SandboxEvent.SandboxDeleted;
import io.roundtable.persistence.query.AllCheckpoints;
import io.roundtable.persistence.query.CheckpointView;
import java.util.Collections;
import java.util.List;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventProjectionTest {

    private final TestProjection projection = new TestProjection();
    private final EventProjection writer = new EventProjection(projection.sql());
    private final TestLog log = new TestLog(5)
            .append(workspaceCreated())
            .append(sandboxCreated(ALICE, null))
            .append(sandboxCreated(BOB, null))
            .append(sent(1, "{}"))
            .append(sent(2, "{}"));

    @AfterEach
    void close() {
        projection.close();
    }

    @Test
    void shouldMoveTheCheckpointWithTheRows() {
        // Given
        Checkpoint start = projection.open(5);

        // When
        Checkpoint end = writer.write(start, log.all());

        // Then
        assertThat(start).isEqualTo(new Checkpoint(EventProjection.NAME, TestProjection.TOPIC, 5, 0, 0));
        assertThat(end).isEqualTo(new Checkpoint(EventProjection.NAME, TestProjection.TOPIC, 5, 5, 11));
        assertThat(projection.open(5)).isEqualTo(end);
        assertThat(new AllCheckpoints(projection.sql()).list()).containsExactly(new CheckpointView(end, log.now()));
        assertThat(new Checkpoints(projection.sql()).all(EventProjection.NAME)).containsExactly(end);
        assertThat(projection.dump()).isEqualTo(log.folded());
    }

    @Test
    void shouldBeFencedWhereAnotherHasWritten() {
        // Given
        Checkpoint start = projection.open(5);
        writer.write(start, log.all().subList(0, 3));
        List<String> before = projection.dump();

        // When // Then
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> writer.write(start, log.all()))
                .withMessageContaining("partition 5");
        assertThat(projection.dump()).isEqualTo(before);
        assertThat(projection.open(5).sequence()).isEqualTo(3);
    }

    @Test
    void shouldWriteNothingInAnyPartitionWhereAnotherHasWrittenInOne() {
        // Given
        TestLog other = new TestLog(3).append(workspaceCreated(Sayings.workspace(2)));
        Checkpoint start = projection.open(5);
        Checkpoint stale = projection.open(3);
        writer.write(stale, other.all());
        List<String> before = projection.dump();

        // When // Then
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(
                        () -> writer.write(List.of(new Stretch<>(start, log.all()), new Stretch<>(stale, other.all()))))
                .withMessageContaining("partition 3");
        assertThat(projection.open(5)).isEqualTo(start);
        assertThat(projection.dump()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAGapAndSayWhatToDo() {
        // Given
        Checkpoint start = projection.open(5);
        List<Projected> withGap = List.of(log.all().get(0), log.all().get(2));

        // When // Then
        assertThatExceptionOfType(SequenceBroken.class)
                .isThrownBy(() -> writer.write(start, withGap))
                .withMessageContaining("a gap, sequence 2 was expected and 3 is at offset 6")
                .withMessageContaining("somebody else has written to the log")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SequenceBroken.Kind.GAP));
        assertThat(projection.open(5)).isEqualTo(start);
        assertThat(projection.dump()).isEmpty();
    }

    @Test
    void shouldRefuseAStepBack() {
        // Given
        Checkpoint at = projection.write(log, 10);

        // When // Then
        assertThatExceptionOfType(SequenceBroken.class)
                .isThrownBy(() -> writer.write(at, List.of(log.all().getLast())))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SequenceBroken.Kind.STEP_BACK));
    }

    @Test
    void shouldRefuseAnOffsetBeforeTheCheckpoint() {
        // Given
        Checkpoint at = writer.write(projection.open(5), log.all().subList(0, 3));
        Projected moved = new Projected(2, log.all().get(3).envelope());

        // When // Then
        assertThatExceptionOfType(SequenceBroken.class)
                .isThrownBy(() -> writer.write(at, List.of(moved)))
                .withMessageContaining("reading had come to offset 7 and got offset 2")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SequenceBroken.Kind.STEP_BACK));
    }

    @Test
    void shouldRefuseATopicMadeAnew() {
        // Given
        projection.open(5);
        Checkpoints checkpoints = new Checkpoints(projection.sql());

        // When // Then
        assertThatExceptionOfType(SequenceBroken.class)
                .isThrownBy(() -> checkpoints.open(EventProjection.NAME, "AnotherTopicIdAltogether", 5))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SequenceBroken.Kind.OTHER_TOPIC));
    }

    @Test
    void shouldWriteNothingOfABatchInWhichAnEventDoesNotFit() {
        // Given
        Checkpoint start = projection.open(5);
        TestLog broken = new TestLog(5).append(workspaceCreated()).append(new SandboxDeleted(Sayings.WORKSPACE, ALICE));

        // When // Then
        assertThatThrownBy(() -> writer.write(start, broken.all()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sandbox has no row");
        assertThat(projection.open(5)).isEqualTo(start);
        assertThat(projection.dump()).isEmpty();
    }

    @Test
    void shouldWriteNothingWhereAMessageIsThereAlready() {
        // Given
        Checkpoint at = projection.write(log, 10);
        List<String> before = projection.dump();
        log.append(sandboxCreated(Sayings.sandbox(3), null)).append(sent(2, "{}"));

        // When // Then
        assertThatThrownBy(() -> writer.write(at, log.after(5))).isInstanceOf(DataAccessException.class);
        assertThat(projection.open(5)).isEqualTo(at);
        assertThat(projection.dump()).isEqualTo(before);
    }

    @Test
    void shouldLeaveAllAsItIsWhereABatchIsEmpty() {
        // Given
        Checkpoint start = projection.open(5);

        // When // Then
        assertThat(writer.write(start, List.of())).isEqualTo(start);
    }

    @Test
    void shouldRefuseABatchThatIsTooLarge() {
        // Given
        Checkpoint start = projection.open(5);
        List<Projected> tooMany =
                Collections.nCopies(EventProjection.MAX_BATCH + 1, log.all().getFirst());

        // When // Then
        assertThatThrownBy(() -> writer.write(start, tooMany)).isInstanceOf(IllegalArgumentException.class);
    }
}
