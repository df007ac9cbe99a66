package io.roundtable.runtime.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundtable.contract.WorkspaceId;
import io.roundtable.runtime.courier.Turns.Bounds;
import io.roundtable.runtime.courier.Turns.Turn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who reads when, without a log. */
final class TurnsTest {

    private static final WorkspaceId BEHIND = new WorkspaceId("ws_0123456789");
    private static final WorkspaceId QUIET = new WorkspaceId("ws_abcdefghij");
    private static final WorkspaceId OTHER = new WorkspaceId("ws_klmnopqrst");
    private static final long READING = 5;
    private static final long BYTES = 100;

    private final Turns turns = new Turns(new Bounds(4, BYTES, READING));

    private List<CompletableFuture<Turn>> ask(WorkspaceId workspace, int many) {
        return IntStream.range(0, many).mapToObj(_ -> turns.ask(workspace)).toList();
    }

    private static long come(List<CompletableFuture<Turn>> asked) {
        return asked.stream().filter(CompletableFuture::isDone).count();
    }

    @Test
    void shouldLeaveReadersToOthersHoweverMuchOneWorkspaceWants() {
        // Given
        var behind = ask(BEHIND, 40);

        // When
        var quiet = turns.ask(QUIET);

        // Then
        assertThat(come(behind)).isEqualTo(2);
        assertThat(quiet).isDone();
    }

    @Test
    void shouldTakeTurnsWhereAllReadersAreTaken() {
        // Given: two workspaces that have all the readers, and wait for more
        var behind = ask(BEHIND, 40);
        var other = ask(OTHER, 40);
        var quiet = turns.ask(QUIET);
        assertThat(quiet).isNotDone();

        // When: both are given what comes free, once each
        behind.get(0).join().close();
        other.get(0).join().close();
        assertThat(quiet).isNotDone();
        behind.get(1).join().close();

        // Then
        assertThat(quiet).isDone();
    }

    @Test
    void shouldKeepTheOrderOfAWorkspace() {
        // Given
        var behind = ask(BEHIND, 10);

        // When
        for (int i = 0; i < 8; i++) {
            behind.get(i).join().close();
        }

        // Then
        assertThat(come(behind)).isEqualTo(10);
    }

    @Test
    void shouldCountWhatIsHeldOfWhatWasReadUntilItIsSent() {
        // Given
        var turn = turns.ask(BEHIND).join();
        assertThat(turns.held()).isEqualTo(READING);

        // When
        turn.hasRead(3);

        // Then
        assertThat(turns.held()).isEqualTo(3);
        assertThat(come(ask(BEHIND, 2))).as("its reader is free again").isEqualTo(2);
        turn.close();
        assertThat(turns.held()).isEqualTo(2 * READING);
    }

    @Test
    void shouldLetAWorkspaceWaitWhoseReceiversAreSlowAndNoOther() {
        // Given: a workspace that holds all that it may, with no reader
        for (int i = 0; i < 5; i++) {
            turns.ask(BEHIND).join().hasRead(READING);
        }

        // When
        var more = turns.ask(BEHIND);
        var quiet = turns.ask(QUIET);

        // Then
        assertThat(more).isNotDone();
        assertThat(quiet).isDone();
    }

    @Test
    void shouldNeverHoldMoreThanThereMayBeAndGiveAllBack() {
        // Given
        var random = new Random(7);
        var asked = new ArrayDeque<CompletableFuture<Turn>>();
        var reading = new ArrayDeque<Turn>();
        var sending = new ArrayList<Turn>();
        long most = 0;

        // When
        for (int step = 0; step < 5_000; step++) {
            if (random.nextInt(3) == 0) {
                asked.add(turns.ask(new WorkspaceId("ws_012345678" + random.nextInt(9))));
            } else if (!sending.isEmpty() && random.nextInt(3) == 0) {
                sending.remove(random.nextInt(sending.size())).close();
            } else if (!reading.isEmpty()) {
                var turn = reading.remove();
                turn.hasRead(random.nextLong(READING + 1));
                sending.add(turn);
            }
            asked.removeIf(turn -> turn.isDone() && reading.add(turn.join()));
            most = Math.max(most, turns.held());
        }
        while (!reading.isEmpty() || !sending.isEmpty()) {
            (sending.isEmpty() ? reading.remove() : sending.removeFirst()).close();
            asked.removeIf(turn -> turn.isDone() && reading.add(turn.join()));
        }

        // Then
        assertThat(asked).as("who waits for ever").isEmpty();
        assertThat(most).isGreaterThan(BYTES - 2 * READING).isLessThanOrEqualTo(BYTES);
        assertThat(turns.held()).isZero();
    }

    @Test
    void shouldForgetWhoDidNotWaitLongEnough() throws InterruptedException {
        // Given
        var behind = ask(BEHIND, 2);

        // When
        var none = turns.await(BEHIND, Duration.ofMillis(1));
        behind.forEach(turn -> turn.join().close());

        // Then
        assertThat(none).isNull();
        assertThat(turns.held()).isZero();
        try (var turn = turns.await(BEHIND, Duration.ZERO)) {
            assertThat(turn).isNotNull();
        }
    }

    @Test
    void shouldRefuseBoundsByWhichNobodyCouldRead() {
        assertThatThrownBy(() -> new Turns(new Bounds(1, BYTES, READING))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Turns(new Bounds(4, 3 * READING, READING)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
