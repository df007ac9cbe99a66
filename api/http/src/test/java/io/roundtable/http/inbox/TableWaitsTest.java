package io.roundtable.http.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableWaitsTest {

    private static final WorkspaceId LAB = new WorkspaceId("ws_0123456789");
    private static final InboxKey ALICE = new InboxKey(LAB, new SandboxId("sb_0123456789"));
    private static final InboxKey BOB = new InboxKey(LAB, new SandboxId("sb_9876543210"));

    private final List<Long> awaited = new ArrayList<>();
    private long reached;

    private final TableWaits waits = new TableWaits((workspace, sequence) -> {
        awaited.add(sequence);
        if (sequence > reached) {
            throw ProblemException.later(ProblemCode.NOT_CAUGHT_UP, "at " + reached, 1);
        }
    });

    private void awaitInVain(InboxKey inbox, long sequence) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> waits.afterLease(inbox, sequence));
        awaited.clear();
    }

    @Test
    void shouldWaitForNothingBeforeALeaseWhileTheTablesCome() {
        // Given
        reached = 7;
        waits.afterLease(ALICE, 7);
        awaited.clear();

        // When
        waits.beforeLease(ALICE);

        // Then
        assertThat(waits.isBehind(ALICE)).isFalse();
        assertThat(awaited).isEmpty();
    }

    @Test
    void shouldLeaseNothingMoreBeforeTheTablesComeToWhereTheyWereAwaitedInVain() {
        // Given
        awaitInVain(ALICE, 7);
        reached = 6;

        // When, Then
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> waits.beforeLease(ALICE));
        assertThat(waits.isBehind(ALICE)).isTrue();
        assertThat(awaited).containsExactly(7L);
    }

    @Test
    void shouldLeaseAgainOnceTheTablesHaveComeThere() {
        // Given
        awaitInVain(ALICE, 7);
        reached = 7;

        // When
        waits.beforeLease(ALICE);

        // Then
        assertThat(waits.isBehind(ALICE)).isFalse();
        assertThat(awaited).containsExactly(7L);
    }

    @Test
    void shouldNotHoldUpOtherInboxes() {
        // Given
        awaitInVain(ALICE, 7);

        // When
        waits.beforeLease(BOB);

        // Then
        assertThat(waits.isBehind(BOB)).isFalse();
        assertThat(awaited).isEmpty();
    }
}
