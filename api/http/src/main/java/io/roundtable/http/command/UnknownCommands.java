package io.roundtable.http.command;

import io.roundtable.contract.CommandId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.Ids;
import io.roundtable.http.log.LogLayout;
import io.roundtable.persistence.query.OutcomesReached;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a command that the table of outcomes doesn't know may yet come to be known.
 *
 * <p>For a minute after its id was made it may be on its way to the log. After that it is as long as the table may lag:
 * until the table has the outcome of a later command of its partition, or the last outcome that there is.
 */
@Singleton
final class UnknownCommands {

    private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

    /** What the clocks of two nodes may differ by. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final OutcomeProgress progress;
    private final LastReplies replies;
    private final LogLayout layout;
    private final Clock clock;

    UnknownCommands(OutcomeProgress progress, LastReplies replies, LogLayout layout, Clock clock) {
        this.progress = progress;
        this.replies = replies;
        this.layout = layout;
        this.clock = clock;
    }

    /** How far the table of outcomes has come. */
    @FunctionalInterface
    interface OutcomeProgress {

        /** Null where it has nothing of the partition. */
        OutcomesReached.@Nullable Reached reached(int partition);
    }

    /** The log of replies, as its tail has it. */
    interface LastReplies {

        /** The offset of a partition's last reply; negative where none was seen. */
        long lastOffset(int partition);

        /** Whether that is so now, as far as can be known. */
        boolean isFollowing();
    }

    /** Ask before the table is; blocks. */
    boolean mayBeOnItsWay(WorkspaceId workspace, CommandId id) {
        Instant made = Ids.madeAt(id).orElse(null);
        Instant now = clock.instant();
        if (made == null || made.isAfter(now.plus(AHEAD))) {
            return false;
        }
        Instant onTheLogBy = made.plus(ON_ITS_WAY);
        if (onTheLogBy.isAfter(now)) {
            return true;
        }
        int partition = layout.partitionOf(workspace);
        long last = replies.lastOffset(partition);
        var reached = progress.reached(partition);
        if (reached != null && reached.at() != null && reached.at().isAfter(onTheLogBy)) {
            return false;
        }
        return !replies.isFollowing() || (reached == null ? -1 : reached.offset()) < last;
    }
}
