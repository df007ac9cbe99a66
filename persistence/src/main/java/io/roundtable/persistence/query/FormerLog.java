package io.roundtable.persistence.query;

import java.util.List;

/**
 * A log that was restored into the one that there is.
 *
 * @param renumbered whether its events have other places now
 * @param lastSequences of what was restored, by partition; 0 where there was nothing
 */
public record FormerLog(String topicId, boolean renumbered, List<Long> lastSequences) {

    public FormerLog {
        lastSequences = List.copyOf(lastSequences);
    }

    /** Whether the event at this place was restored there. */
    public boolean has(int partition, long sequence) {
        return !renumbered && partition < lastSequences.size() && sequence <= lastSequences.get(partition);
    }
}
