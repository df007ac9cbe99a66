package io.roundtable.persistence.projection;

import static io.roundtable.persistence.projection.Sayings.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Rejection;
import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Reply;
import io.roundtable.persistence.query.OutcomeById;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OutcomeProjectionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    private final TestProjection projection = new TestProjection();
    private final OutcomeProjection writer = new OutcomeProjection(projection.sql());
    private final OutcomeById outcomes = new OutcomeById(projection.sql());
    private final Checkpoint start =
            new Checkpoints(projection.sql()).open(OutcomeProjection.NAME, TestProjection.TOPIC, 2);

    @AfterEach
    void close() {
        projection.close();
    }

    @Test
    void shouldGiveBackAnAcceptedOutcomeAsItWas() {
        // Given
        Reply reply = accepted(1, NOW, "msg_0000000001", "msg_0000000002");

        // When
        Checkpoint end = writer.write(start, List.of(new Outcome(40, reply)));

        // Then
        assertThat(outcomes.find(WORKSPACE, command(1))).contains(reply);
        assertThat(end).isEqualTo(new Checkpoint(OutcomeProjection.NAME, TestProjection.TOPIC, 2, 41, 41));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackARefusalAsItWas(RejectionCode code) {
        // Given
        Reply reply = rejected(1, code);

        // When
        writer.write(start, List.of(new Outcome(0, reply)));

        // Then
        assertThat(outcomes.find(WORKSPACE, command(1))).contains(reply);
    }

    @Test
    void shouldNotTellOneWorkspaceOfAnothersCommands() {
        // When
        writer.write(start, List.of(new Outcome(0, accepted(1, NOW, "ws_0000000001"))));

        // Then
        assertThat(outcomes.find(Sayings.workspace(2), command(1))).isEmpty();
    }

    @Test
    void shouldKeepNothingOfATimersCommandAndGoPastIt() {
        // Given
        var id = new CommandId(CommandId.TIMER_PREFIX + "0000000001");
        var ids = Reply.Outcome.of(new Reply.Accepted(3, List.of("sb_0000000001"), NOW));
        var timers = new Outcome(4, new Reply(id, WORKSPACE, NOW, false, 17, ids));

        // When
        Checkpoint alone = writer.write(start, List.of(timers));
        Checkpoint among = writer.write(alone, List.of(new Outcome(5, timers.reply()), outcome(6)));

        // Then
        assertThat(alone.offset()).isEqualTo(5);
        assertThat(among.offset()).isEqualTo(7);
        assertThat(outcomes.find(WORKSPACE, id)).isEmpty();
        assertThat(outcomes.find(WORKSPACE, command(6))).isPresent();
    }

    private static Outcome outcome(int n) {
        return new Outcome(n, accepted(n, NOW, "sb_0000000001"));
    }

    @Test
    void shouldKeepTheFirstOfSeveralReplies() {
        // Given
        Reply first = accepted(1, NOW, "sb_0000000001");
        Reply again = rejected(1, RejectionCode.SANDBOX_NOT_FOUND);

        // When
        Checkpoint at = writer.write(start, List.of(new Outcome(0, first), new Outcome(2, again)));
        writer.write(at, List.of(new Outcome(4, again)));

        // Then
        assertThat(outcomes.find(WORKSPACE, command(1))).contains(first);
    }

    @Test
    void shouldKeepTheFirstOfSeveralRepliesInBulkAsWell() {
        // Given
        OutcomeProjection inBulk = OutcomeProjection.inBulk(projection.sql());
        Reply first = accepted(1, NOW, "sb_0000000001");
        Reply again = rejected(1, RejectionCode.SANDBOX_NOT_FOUND);

        // When
        Checkpoint at = inBulk.write(start, List.of(new Outcome(0, first), new Outcome(2, again)));
        Checkpoint end = inBulk.write(at, List.of(outcome(4), new Outcome(6, again), outcome(8)));

        // Then
        assertThat(outcomes.find(WORKSPACE, command(1))).contains(first);
        assertThat(outcomes.find(WORKSPACE, command(4))).isPresent();
        assertThat(outcomes.find(WORKSPACE, command(8))).isPresent();
        assertThat(end.offset()).isEqualTo(9);
    }

    @Test
    void shouldWriteWhatComesNextInSeveralPartitionsAtOnce() {
        // Given
        Checkpoint third = new Checkpoints(projection.sql()).open(OutcomeProjection.NAME, TestProjection.TOPIC, 3);

        // When
        List<Checkpoint> ends = writer.write(List.of(
                new Stretch<>(start, List.of(outcome(4), outcome(6))), new Stretch<>(third, List.of(outcome(9)))));

        // Then
        assertThat(ends).extracting(Checkpoint::partition).containsExactly(2, 3);
        assertThat(ends).extracting(Checkpoint::offset).containsExactly(7L, 10L);
        assertThat(new Checkpoints(projection.sql()).all(OutcomeProjection.NAME))
                .containsExactlyElementsOf(ends);
        assertThat(outcomes.find(WORKSPACE, command(9))).isPresent();
    }

    @Test
    void shouldOnlyMoveForward() {
        // Given
        Checkpoint at = writer.write(start, List.of(new Outcome(40, accepted(1, NOW, "ws_0000000001"))));
        List<Outcome> again = List.of(new Outcome(40, accepted(2, NOW, "ws_0000000001")));

        // When // Then
        assertThatExceptionOfType(SequenceBroken.class).isThrownBy(() -> writer.write(at, again));
        assertThatExceptionOfType(FencedException.class).isThrownBy(() -> writer.write(start, again));
        assertThat(outcomes.find(WORKSPACE, command(2))).isEmpty();
    }

    @Test
    void shouldForgetTheOldestFirstAndNoMoreThanAskedFor() {
        // Given
        writer.write(
                start,
                List.of(
                        new Outcome(0, accepted(1, NOW, "ws_0000000001")),
                        new Outcome(1, accepted(2, NOW.plusSeconds(1), "ws_0000000001")),
                        new Outcome(2, accepted(3, NOW.plusSeconds(2), "ws_0000000001"))));

        // When
        int first = writer.purge(NOW.plusSeconds(2), 1);

        // Then
        assertThat(first).isEqualTo(1);
        assertThat(outcomes.find(WORKSPACE, command(1))).isEmpty();
        assertThat(outcomes.find(WORKSPACE, command(2))).isPresent();
        assertThat(writer.purge(NOW.plusSeconds(2), 10)).isEqualTo(1);
        assertThat(outcomes.find(WORKSPACE, command(3))).isPresent();
    }

    private static CommandId command(int n) {
        return new CommandId("cmd_%010d".formatted(n));
    }

    private static Reply accepted(int n, Instant time, String... ids) {
        var outcome = Reply.Outcome.of(new Reply.Accepted(3, List.of(ids), time.minusSeconds(5)));
        return new Reply(command(n), WORKSPACE, time, true, 17, outcome);
    }

    private static Reply rejected(int n, RejectionCode code) {
        return new Reply(command(n), WORKSPACE, NOW, false, 17, Reply.Outcome.of(new Rejection(code, "say why")));
    }
}
