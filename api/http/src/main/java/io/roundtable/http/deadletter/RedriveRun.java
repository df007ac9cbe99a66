package io.roundtable.http.deadletter;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.DeadLetterCommand.RedriveMessage;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.command.Commands;
import io.roundtable.http.command.Given;
import io.roundtable.http.command.Pace;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.Deadline;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.deadletter.RedriveReport.Outcome;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import io.roundtable.persistence.query.DeadLetterView;
import io.roundtable.persistence.query.DeadLettersToRedrive.Placed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Redrives dead letters one after the other, each once the one before it is decided, so that they come to a recipient
 * in order. Where a mailbox is full, the others of its recipient are held back too: they would overtake.
 *
 * <p>A command names the dead letter as it was seen: to begin a run again redrives nothing twice, so a key adds nothing.
 */
@Singleton
final class RedriveRun {

    /** What is begun by then is ended; whatever is left waits for the next request. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Commands commands;
    private final Tokens tokens;

    RedriveRun(Commands commands, Tokens tokens) {
        this.commands = commands;
        this.tokens = tokens;
    }

    /**
     * How far a run has come.
     *
     * @param outcomes of the first so many dead letters
     */
    record Result(List<Outcome> outcomes, String token) {}

    /**
     * Blocks for up to {@link #LIMIT} and the time that one command takes.
     *
     * @param rate dead letters a second, at most
     * @throws ProblemException where the log can't be reached from the very beginning
     */
    Result of(HttpRequest<?> request, WorkspaceId workspace, List<Placed> letters, int rate) {
        var pace = new Pace(rate, Deadline.in(LIMIT));
        var course = new Course(request);
        for (Placed placed : letters) {
            DeadLetterView letter = placed.letter();
            if (course.isHeldBack(letter)) {
                continue;
            }
            if (!pace.await()) {
                break;
            }
            try {
                course.take(letter, give(request, workspace, letter));
            } catch (ProblemException e) {
                if (course.outcomes.isEmpty()) {
                    throw e;
                }
                break;
            }
        }
        return new Result(course.outcomes, tokens.of(workspace, course.sequence));
    }

    /** What has become of those that were looked at. */
    private static final class Course {

        private final HttpRequest<?> request;
        private final List<Outcome> outcomes = new ArrayList<>();
        private final Map<SandboxId, ProblemException> full = new HashMap<>();
        private long sequence;

        Course(HttpRequest<?> request) {
            this.request = request;
        }

        boolean isHeldBack(DeadLetterView letter) {
            ProblemException problem = full.get(letter.letter().to());
            if (problem != null) {
                refuse(letter, problem);
            }
            return problem != null;
        }

        void take(DeadLetterView letter, Verdict verdict) {
            switch (verdict) {
                case Verdict.Accepted accepted -> {
                    sequence = accepted.reply().sequence();
                    outcomes.add(Outcome.redriven(letter));
                }
                case Verdict.Refused refused -> {
                    sequence = refused.reply().sequence();
                    if (refused.problem().code() == ProblemCode.MAILBOX_FULL) {
                        full.put(letter.letter().to(), refused.problem());
                    }
                    refuse(letter, refused.problem());
                }
                case Verdict.Pending _ -> outcomes.add(Outcome.pending(letter));
            }
        }

        private void refuse(DeadLetterView letter, ProblemException problem) {
            outcomes.add(Outcome.refused(letter, Problems.describe(request, problem)));
        }
    }

    private Verdict give(HttpRequest<?> request, WorkspaceId workspace, DeadLetterView letter) {
        var command = new RedriveMessage(
                workspace, letter.letter().messageId(), null, letter.failure().redrives());
        try {
            return commands.give(new Given(request, command, "", letter.deadLetterId(), Given.Part.UNKEYED))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
    }
}
