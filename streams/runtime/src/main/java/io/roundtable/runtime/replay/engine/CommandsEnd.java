package io.roundtable.runtime.replay.engine;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.StateFold;
import io.roundtable.runtime.command.StateRecords.Reached;
import io.roundtable.runtime.log.LogOffsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where a partition of the log of commands ends. A state that says that a command behind it is next would have the engine
 * stop, or pass over commands that come.
 *
 * @param offset of the command that isn't there yet
 */
record CommandsEnd(int partition, long offset) {

    static CommandsEnd of(int partition, LogOffsets offsets) {
        var commands = new TopicPartition(Topics.COMMANDS, partition);
        return new CommandsEnd(
                partition,
                Objects.requireNonNull(offsets.ends(List.of(commands)).get(commands)));
    }

    /** @throws ReplayRefused where the logs tell of commands that this log has never had */
    void require(StateFold fold) {
        if (fold.nextOffset() > offset) {
            throw new ReplayRefused(
                    ("partition %d: the logs tell of command %d, and the log of commands ends at %d. Where this log"
                        + " was restored, say the database that the restore has filled, which knows which events came"
                        + " by it; where the topic of commands was lost or made anew, restore the log of commands, or"
                        + " export the events and import them into an empty cluster")
                            .formatted(partition, fold.nextOffset() - 1, offset));
        }
    }

    /**
     * The next command as the state has it: an operator may have let a partition go on past commands that are gone; that
     * stands in the state alone. 0 where the state is of something else.
     */
    long said(@Nullable Reached reached, StateFold fold) {
        return reached != null && reached.sequence() == fold.sequence() && reached.nextOffset() <= offset
                ? reached.nextOffset()
                : 0;
    }
}
