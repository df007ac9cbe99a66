package io.roundtable.bench.load;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of a load.
 *
 * @param statuses how many answers of each status
 * @param seconds from the first request to the last answer
 * @param perSecond answers in each whole second from the first request on
 * @param rest what isn't an answer to go by
 */
public record Answered(
        Latencies latencies, SortedMap<Integer, Long> statuses, double seconds, List<Long> perSecond, Rest rest) {

    /**
     * What went wrong.
     *
     * @param unanswered requests without an answer some seconds after the last was sent
     * @param odd the first answer that isn't a success, for people; empty where there is none
     */
    record Rest(long unanswered, String odd) {}

    public Answered {
        statuses = new TreeMap<>(statuses);
        perSecond = List.copyOf(perSecond);
    }

    public long unanswered() {
        return rest.unanswered();
    }

    /** Answers of a status, a second. */
    public double perSecond(int status) {
        return statuses.getOrDefault(status, 0L) / seconds;
    }

    /** For a plot; the names as in {@link Trace}. */
    public Trace trace(String suite, String metric, String what) {
        return new Trace(suite, metric, what, perSecond, latencies);
    }

    /**
     * Returns this where every answer was of that status.
     *
     * @throws IllegalStateException with what else there was: a rate of refusals says nothing
     */
    public Answered requireAll(int status) {
        if (unanswered() > 0 || statuses.size() != 1 || !statuses.containsKey(status)) {
            throw new IllegalStateException("expected " + status + " only, got " + statuses + ", " + unanswered()
                    + " unanswered; the first other one: " + rest.odd());
        }
        return this;
    }
}
