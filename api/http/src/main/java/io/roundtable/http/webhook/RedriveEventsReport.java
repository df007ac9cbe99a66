package io.roundtable.http.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.http.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a redrive by filter, or would become of it.
 *
 * @param dryRun whether nothing was done
 * @param redriven of those in {@code data}
 * @param failed of those in {@code data}
 * @param refused of those in {@code data}
 * @param remaining that haven't been looked at
 * @param nextCursor with which to ask for those that remain; null where none do
 */
@JsonInclude
record RedriveEventsReport(
        boolean dryRun,
        long redriven,
        long failed,
        long refused,
        long remaining,
        @Nullable String nextCursor,
        List<Outcome> data) {

    RedriveEventsReport {
        data = List.copyOf(data);
    }

    static RedriveEventsReport dry(long count, List<Outcome> first) {
        return new RedriveEventsReport(true, 0, 0, 0, count, null, first);
    }

    static RedriveEventsReport of(List<Outcome> data, long remaining, @Nullable String nextCursor) {
        return new RedriveEventsReport(
                false,
                count(data, Outcome.REDRIVEN),
                count(data, Outcome.FAILED),
                count(data, Outcome.REFUSED),
                remaining,
                nextCursor,
                data);
    }

    private static long count(List<Outcome> data, String status) {
        return data.stream().filter(outcome -> outcome.status().equals(status)).count();
    }

    /**
     * One of the events.
     *
     * @param type null where the log doesn't have it any more
     * @param status waiting (of a dry run), redriven, failed where it was given up once more, refused, or pending where
     *     its receiver hasn't taken it yet
     * @param lastError what the receiver said, where it hasn't taken it
     * @param problem why it was refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(
            long position,
            @Nullable String type,
            String status,
            @Nullable String lastError,
            @Nullable Problem problem) {

        static final String REDRIVEN = "redriven";
        static final String FAILED = "failed";
        static final String REFUSED = "refused";

        static Outcome waiting(Candidate event) {
            return new Outcome(event.position(), event.type(), "waiting", null, null);
        }

        static Outcome redriven(Candidate event) {
            return new Outcome(event.position(), event.type(), REDRIVEN, null, null);
        }

        static Outcome failed(Candidate event, @Nullable String lastError) {
            return new Outcome(event.position(), event.type(), FAILED, lastError, null);
        }

        static Outcome pending(Candidate event, @Nullable String lastError) {
            return new Outcome(event.position(), event.type(), "pending", lastError, null);
        }

        static Outcome refused(Candidate event, Problem problem) {
            return new Outcome(event.position(), event.type(), REFUSED, null, problem);
        }
    }

    /**
     * An event that may be redriven.
     *
     * @param type null where the log doesn't have it any more
     */
    record Candidate(long position, @Nullable String type) {}
}
