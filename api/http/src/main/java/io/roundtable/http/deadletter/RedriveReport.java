package io.roundtable.http.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.roundtable.http.problem.Problem;
import io.roundtable.persistence.query.Count;
import io.roundtable.persistence.query.DeadLetterView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a redrive by filter, or would become of it.
 *
 * @param dryRun whether nothing was done
 * @param redriven of those in {@code data}
 * @param refused of those in {@code data}
 * @param remaining that haven't been looked at
 * @param remainingCapped true where there are more than {@code remaining}; else left out
 * @param nextCursor with which to ask for those that remain; null where none do
 */
@JsonInclude
record RedriveReport(
        boolean dryRun,
        long redriven,
        long refused,
        long remaining,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean remainingCapped,
        @Nullable String nextCursor,
        List<Outcome> data) {

    static RedriveReport dry(Count count, List<Outcome> first) {
        return new RedriveReport(true, 0, 0, count.value(), count.capped() ? true : null, null, first);
    }

    static RedriveReport of(List<Outcome> data, Count remaining, @Nullable String nextCursor) {
        return new RedriveReport(
                false,
                data.stream()
                        .filter(outcome -> outcome.status().equals(Outcome.REDRIVEN))
                        .count(),
                data.stream()
                        .filter(outcome -> outcome.status().equals(Outcome.REFUSED))
                        .count(),
                remaining.value(),
                remaining.capped() ? true : null,
                nextCursor,
                data);
    }

    /**
     * One of the dead letters.
     *
     * @param status waiting (of a dry run), redriven, refused, or pending where that wasn't decided in time
     * @param problem why it was refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Outcome(
            String deadLetterId,
            String messageId,
            String toSandboxId,
            String status,
            @Nullable Problem problem) {

        static final String REDRIVEN = "redriven";
        static final String REFUSED = "refused";

        private static Outcome of(DeadLetterView letter, String status, @Nullable Problem problem) {
            return new Outcome(
                    letter.deadLetterId(),
                    letter.letter().messageId().value(),
                    letter.letter().to().value(),
                    status,
                    problem);
        }

        static Outcome waiting(DeadLetterView letter) {
            return of(letter, "waiting", null);
        }

        static Outcome redriven(DeadLetterView letter) {
            return of(letter, REDRIVEN, null);
        }

        static Outcome pending(DeadLetterView letter) {
            return of(letter, "pending", null);
        }

        static Outcome refused(DeadLetterView letter, Problem problem) {
            return of(letter, REFUSED, problem);
        }
    }
}
