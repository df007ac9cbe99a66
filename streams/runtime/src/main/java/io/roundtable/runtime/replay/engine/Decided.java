package io.roundtable.runtime.replay.engine;

import io.roundtable.contract.Topics;
import io.roundtable.runtime.command.Engine;
import io.roundtable.runtime.log.LogOffsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Which command comes next, where no log tells any more: commands and replies of a partition that was idle for 7 days are
 * gone together, and only the group's offset is left.
 */
record Decided(Admin admin, LogOffsets offsets) {

    /**
     * @param told by the logs that are left
     * @return the same where that command is there, or the group says nothing else: then the engine stops, and a person
     *     may decide to go on without what is gone
     */
    long before(int partition, long told) {
        var commands = new TopicPartition(Topics.COMMANDS, partition);
        long start = Objects.requireNonNull(offsets.starts(List.of(commands)).get(commands));
        if (told >= start) {
            return told;
        }
        return committed(commands) >= start ? start : told;
    }

    /** Negative where there is no such group, or it says nothing of the partition. */
    private long committed(TopicPartition commands) {
        try {
            var found = LogOffsets.get(admin.listConsumerGroupOffsets(Engine.APPLICATION_ID)
                            .partitionsToOffsetAndMetadata())
                    .get(commands);
            return found == null ? -1 : found.offset();
        } catch (KafkaException e) {
            Throwable why = e.getCause() == null ? null : e.getCause().getCause();
            if (why instanceof GroupIdNotFoundException) {
                return -1;
            }
            throw e;
        }
    }
}
