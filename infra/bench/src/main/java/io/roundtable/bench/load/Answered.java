package io.roundtable.bench.load;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of a load.
 *
 * @param statuses how many answers of each status
 * @param seconds from the first request to the last answer
 * @param unanswered requests without an answer some seconds after the last was sent
 * @param odd the first answer that isn't a success, for people; empty where there is none
 */
public record Answered(
        Latencies latencies, SortedMap<Integer, Long> statuses, double seconds, long unanswered, String odd) {

    public Answered {
        statuses = new TreeMap<>(statuses);
    }

    /** Answers of a status, a second. */
    public double perSecond(int status) {
        return statuses.getOrDefault(status, 0L) / seconds;
    }

    /**
     * Returns this where every answer was of that status.
     *
     * @throws IllegalStateException with what else there was: a rate of refusals says nothing
     */
    public Answered requireAll(int status) {
        if (unanswered > 0 || statuses.size() != 1 || !statuses.containsKey(status)) {
            throw new IllegalStateException("expected " + status + " only, got " + statuses + ", " + unanswered
                    + " unanswered; the first other one: " + odd);
        }
        return this;
    }
}
