package io.roundtable.runtime.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets each command of a partition be decided once and in order, wherever the consumer happens to read: the partition's
 * own state says which comes next. Where that one can't come, or the state doesn't fit the events, nothing is decided,
 * until it has been mended or given up.
 *
 * <p>Only one thread uses it. It never waits for longer than the logs take to answer.
 */
final class PartitionGuard {

    private static final Logger log = LoggerFactory.getLogger(PartitionGuard.class);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** No command is awaited from farther back. */
    private static final long NONE = Long.MAX_VALUE;

    private final int partition;
    private final Logs logs;
    private final EngineProgress progress;
    private final Map<Integer, Long> givenUp;
    private boolean open;
    private long turnedBackAt = NONE;
    private Instant nextLook = Instant.MIN;
    private Duration pause = SHORTEST;

    /** @param givenUp where partitions may go on though commands before it are gone, by partition */
    PartitionGuard(int partition, Logs logs, EngineProgress progress, Map<Integer, Long> givenUp) {
        this.partition = partition;
        this.logs = logs;
        this.progress = progress;
        this.givenUp = Map.copyOf(givenUp);
    }

    /** Looks whether it can go on from there, and has it read from there if so. */
    void open(PartitionState state) {
        settle(state, obstacle(state));
    }

    /** Whether it decides anything. */
    boolean isOpen() {
        return open;
    }

    /** Whether nothing has to be looked at again. */
    boolean isClear() {
        return open && turnedBackAt == NONE;
    }

    /**
     * Looks again, in intervals that grow from 100 ms to 10 s.
     *
     * @return the state to go on from; another one where an operator has given up what is gone
     */
    PartitionState again(PartitionState state, Instant now) {
        if (isClear() || now.isBefore(nextLook)) {
            return state;
        }
        nextLook = now.plus(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        if (open) {
            // turned back, and what is awaited may have gone meanwhile; its events aren't all committed yet
            Obstacle gone = guarded(() -> extentObstacle(state));
            if (gone != null) {
                settle(state, gone);
            }
            return state;
        }
        Obstacle found = obstacle(state);
        Long goOn = givenUp.get(partition);
        if (found != null && found.kind() == Obstacle.Kind.COMMANDS_GONE && goOn != null) {
            PartitionState after = state.goingOnAt(goOn);
            Obstacle left = obstacle(after);
            if (left == null) {
                log.warn("partition {} goes on at offset {}, as it was told: {}", partition, goOn, found.reason());
                settle(after, null);
                return after;
            }
        }
        settle(state, found);
        return state;
    }

    /** Whether this is the command to decide now. */
    boolean admits(long offset, PartitionState state) {
        long next = state.nextOffset();
        if (!open || offset < next || offset > turnedBackAt) {
            // of another time: decided already, or read before the consumer was turned back
            return false;
        }
        if (offset == next || turnedBackAt != NONE) {
            // after a turn back what comes first is the next one, even where markers of transactions lie between
            turnedBackAt = NONE;
            pause = SHORTEST;
            nextLook = Instant.MIN;
            return true;
        }
        turnBack(offset, state);
        return false;
    }

    void close() {
        progress.forget(partition, this);
    }

    /** A command came too early: the consumer isn't where it has to be, or there is nothing between. */
    private void turnBack(long offset, PartitionState state) {
        Obstacle found = guarded(() -> extentObstacle(state));
        if (found == null) {
            logs.goTo(partition, state.nextOffset());
            turnedBackAt = offset;
        } else {
            settle(state, found);
        }
    }

    private void settle(PartitionState state, @Nullable Obstacle found) {
        turnedBackAt = NONE;
        open = found == null;
        if (found == null) {
            pause = SHORTEST;
            nextLook = Instant.MIN;
            logs.goTo(partition, state.nextOffset());
            progress.opened(partition, this, state);
        } else {
            progress.stopped(partition, this, state, found);
        }
    }

    private @Nullable Obstacle obstacle(PartitionState state) {
        return guarded(() -> {
            Obstacle found = extentObstacle(state);
            return found != null ? found : eventObstacle(state);
        });
    }

    private @Nullable Obstacle extentObstacle(PartitionState state) {
        var extent = logs.commands(partition);
        return extent.holds(state.nextOffset()) ? null : Obstacle.commandsGone(state.nextOffset(), extent);
    }

    private @Nullable Obstacle eventObstacle(PartitionState state) {
        var last = logs.lastEvent(partition);
        if (last.sequence() == state.sequence()) {
            return null;
        }
        // a restored state is committed, but its events may have to wait for the end of their transaction
        return last.sequence() < state.sequence() && !last.settled()
                ? Obstacle.passing("a transaction on the log of events is still open")
                : Obstacle.state(state.sequence(), last.sequence());
    }

    private interface Look {
        @Nullable
        Obstacle find();
    }

    private static @Nullable Obstacle guarded(Look look) {
        try {
            return look.find();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            return Obstacle.passing("the logs can't be looked at: " + e.getMessage());
        }
    }
}
