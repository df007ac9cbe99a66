package io.roundtable.http.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.Ids;
import io.roundtable.http.log.LogLayout;
import io.roundtable.persistence.query.OutcomesReached;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UnknownCommandsTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("ws_0123456789");
    private static final CommandId COMMAND = Ids.command();
    private static final Instant MADE = Ids.madeAt(COMMAND).orElseThrow();

    private record Tail(long lastOffset, boolean isFollowing) implements UnknownCommands.LastReplies {
        @Override
        public long lastOffset(int partition) {
            return lastOffset;
        }
    }

    private static boolean mayBeOnItsWay(Duration later, OutcomesReached.@Nullable Reached reached, Tail tail) {
        var clock = Clock.fixed(MADE.plus(later), ZoneOffset.UTC);
        var layout = new LogLayout("no-topic", new Partitions(1));
        return new UnknownCommands(_ -> reached, tail, layout, clock).mayBeOnItsWay(WORKSPACE, COMMAND);
    }

    private static OutcomesReached.Reached reached(long offset, Duration later) {
        return new OutcomesReached.Reached(offset, MADE.plus(later));
    }

    @Test
    void shouldWaitAMinuteForWhateverMayStillReachTheLog() {
        var tail = new Tail(10, true);
        assertThat(mayBeOnItsWay(Duration.ofSeconds(59), reached(10, Duration.ZERO), tail))
                .isTrue();
        assertThat(mayBeOnItsWay(Duration.ofSeconds(61), reached(10, Duration.ZERO), tail))
                .isFalse();
    }

    @Test
    void shouldWaitLongerWhereTheTableLagsBehindTheReplies() {
        var tail = new Tail(10, true);
        assertThat(mayBeOnItsWay(Duration.ofMinutes(5), reached(9, Duration.ZERO), tail))
                .isTrue();
        assertThat(mayBeOnItsWay(Duration.ofMinutes(5), null, tail)).isTrue();
    }

    @Test
    void shouldNotWaitForALagThatCannotHideIt() {
        assertThat(mayBeOnItsWay(Duration.ofMinutes(5), reached(9, Duration.ofSeconds(61)), new Tail(10, true)))
                .isFalse();
    }

    @Test
    void shouldNotTrustATailThatDoesNotFollow() {
        assertThat(mayBeOnItsWay(Duration.ofMinutes(5), reached(10, Duration.ZERO), new Tail(10, false)))
                .isTrue();
    }

    @Test
    void shouldNotWaitForTheFuture() {
        assertThat(mayBeOnItsWay(Duration.ofMinutes(-2), null, new Tail(-1, true)))
                .isFalse();
        assertThat(mayBeOnItsWay(Duration.ofSeconds(-30), null, new Tail(-1, true)))
                .isTrue();
    }
}
