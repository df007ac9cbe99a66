package io.roundtable.runtime.replay.engine;

import java.util.List;

/**
 * Which events have come by a restore: the commands that they name aren't on the topic of commands that there is.
 *
 * @param lastSequences by partition; empty where the log wasn't restored
 */
public record Restored(List<Long> lastSequences) {

    public static final Restored NOTHING = new Restored(List.of());

    public Restored {
        lastSequences = List.copyOf(lastSequences);
    }

    long of(int partition) {
        return partition < lastSequences.size() ? lastSequences.get(partition) : 0;
    }
}
