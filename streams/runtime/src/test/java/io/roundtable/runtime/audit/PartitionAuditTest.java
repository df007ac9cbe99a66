package io.roundtable.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.roundtable.contract.RejectionCode;
import io.roundtable.contract.Topics;
import io.roundtable.persistence.audit.Account;
import io.roundtable.persistence.audit.Account.Totals;
import io.roundtable.persistence.audit.AuditFault;
import io.roundtable.persistence.audit.AuditFault.Kind;
import io.roundtable.runtime.log.Log;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartitionAuditTest {

    private final FakeLog log = new FakeLog();
    private final List<AuditFault> faults = new ArrayList<>();
    private PartitionAudit audit = new PartitionAudit(0, log);
    private Account account = begun();

    private Account begun() {
        return PartitionAudit.begin(0, "ids", log, log.bounds(), FakeLog.NOON);
    }

    private Totals counted() {
        var moved = audit.move(account, log.bounds(), FakeLog.NOON);
        account = moved.account();
        faults.addAll(moved.faults());
        return account.totals();
    }

    private static String id(int number) {
        return "cmd_%010d".formatted(number);
    }

    private void decide(int from, int to) {
        for (int i = from; i < to; i++) {
            log.applies(log.command(id(i)), id(i));
        }
    }

    @Test
    void shouldGiveEachCommandOneOutcome() {
        // Given
        decide(0, 3);
        log.rejects(log.command(id(3)), id(3), RejectionCode.FORBIDDEN);
        log.keeps(log.command("no id"));
        long failed = log.command(id(5));
        log.rejects(failed, id(5), RejectionCode.INTERNAL);
        log.keeps(failed);
        log.command(id(6));
        log.command(id(7));

        // When
        Totals totals = counted();

        // Then
        assertThat(totals).isEqualTo(new Totals(6, 3, 1, 2, 0, 2));
        assertThat(totals.isBalanced()).isTrue();
        assertThat(totals.accepted()).isEqualTo(8);
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldTellCommandsOfOneIdApartByTheirPlace() {
        // Given
        long first = log.command("cmd_timer00001");
        long second = log.command("cmd_timer00001");
        log.applies(first, "cmd_timer00001");
        log.applies(second, "cmd_timer00001");

        // When, then
        assertThat(counted()).isEqualTo(new Totals(2, 2, 0, 0, 0, 0));
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldNameWhatHasNoOutcomeAndWhatHasTwo() {
        // Given
        decide(0, 2);
        log.passes(log.command(id(2)));
        decide(3, 5);
        log.applies(1, id(1));
        log.keeps(3);
        log.rejects(log.command(id(5)), id(5), RejectionCode.INTERNAL);

        // When
        Totals totals = counted();

        // Then
        assertThat(totals.isBalanced()).isFalse();
        assertThat(faults)
                .extracting(AuditFault::kind, AuditFault::commandId)
                .containsExactlyInAnyOrder(
                        tuple(Kind.UNANSWERED, id(2)),
                        tuple(Kind.ANSWERED_TWICE, id(1)),
                        tuple(Kind.ANSWERED_TWICE, id(3)),
                        tuple(Kind.NOT_KEPT, id(5)));
    }

    @Test
    void shouldNameASecondOutcomeThatComesMuchLater() {
        // Given
        decide(0, 10);
        counted();

        // When
        log.applies(4, id(4));
        log.applies(5, id(77));
        log.applies(4711, id(78));
        counted();
        counted();

        // Then
        assertThat(faults)
                .extracting(AuditFault::kind, AuditFault::commandId)
                .containsExactly(
                        tuple(Kind.ANSWERED_TWICE, id(4)),
                        tuple(Kind.NO_COMMAND, id(77)),
                        tuple(Kind.NO_COMMAND, id(78)));
        assertThat(account.totals().settled()).isEqualTo(10);
    }

    @Test
    void shouldGoOnFromAnAccountAsIfNothingHadBeen() {
        // Given
        int all = 3 * Log.MAX_AT_ONCE + 7;
        decide(0, all);
        long ahead = log.command(id(all));
        counted();
        log.applies(ahead, id(all));
        var once = counted();

        // When: another one goes on
        audit = new PartitionAudit(0, log);
        decide(all + 1, all + 3);
        Totals totals = counted();

        // Then
        assertThat(once.settled()).isEqualTo(all + 1);
        assertThat(totals).isEqualTo(new Totals(all + 3, all + 3, 0, 0, 0, 0));
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldCatchUpInBoundedStepsAndReadNothingTwiceInVain() {
        // Given
        int all = 12 * Log.MAX_AT_ONCE;
        decide(0, all);

        // When
        Totals first = counted();
        Totals second = counted();

        // Then
        assertThat(first.settled()).isEqualTo(10 * Log.MAX_AT_ONCE);
        assertThat(first.accepted()).isEqualTo(all);
        assertThat(second.settled()).isEqualTo(all);
        assertThat(log.handed()).isLessThan(4 * all);
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldBeginWhereBothLogsBegin() {
        // Given
        decide(0, 20);
        log.dropBefore(Topics.COMMANDS, 5);
        log.dropBefore(Topics.REPLIES, 2 * 8);

        // When
        account = begun();
        Totals totals = counted();

        // Then
        assertThat(account.marks().first()).isEqualTo(8);
        assertThat(totals).isEqualTo(new Totals(12, 12, 0, 0, 0, 0));
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldTellThatCommandsWentBeforeTheyWereCounted() {
        // Given
        decide(0, 5);
        counted();
        decide(5, 20);

        // When
        log.dropBefore(Topics.COMMANDS, 12);
        Totals totals = counted();

        // Then
        assertThat(faults).extracting(AuditFault::kind).containsExactly(Kind.NOT_AUDITED);
        assertThat(faults.getFirst().commandOffset()).isEqualTo(11);
        assertThat(totals.settled()).isEqualTo(13);
        assertThat(totals.isBalanced()).isFalse();
    }
}
