package io.roundtable.http.webhook;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.SubscriptionCommand.RedriveEvent;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.access.Caller;
import io.roundtable.http.command.Commands;
import io.roundtable.http.command.Given;
import io.roundtable.http.command.Pace;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.Deadline;
import io.roundtable.http.consistency.Seen;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.problem.Problems;
import io.roundtable.http.webhook.RedriveEventsReport.Candidate;
import io.roundtable.http.webhook.RedriveEventsReport.Outcome;
import io.roundtable.http.webhook.ReplayWaiters.Waiter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Redrives events that were given up one after the other, each once its receiver has taken the one before it: a webhook
 * is sent one at a time. Where one isn't taken, that is tried again without the run, which ends: the others wait for it. It
 * also ends where somebody ends the redrive of one.
 */
@Singleton
final class EventRedriveRun {

    /** For the last one to be taken: none is begun later. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Commands commands;
    private final ReplayWaiters waiters;
    private final Seen seen;
    private final LogLayout layout;

    EventRedriveRun(Commands commands, ReplayWaiters waiters, Seen seen, LogLayout layout) {
        this.commands = commands;
        this.waiters = waiters;
        this.seen = seen;
        this.layout = layout;
    }

    /** Whose events. */
    record Of(WorkspaceId workspace, SubscriptionId subscription) {}

    /**
     * How far a run has come.
     *
     * @param outcomes of the first so many events
     * @param sequence up to which the log says so; 0 where nothing was decided
     */
    record Result(List<Outcome> outcomes, long sequence) {}

    /**
     * Blocks.
     *
     * @param rate events a second, at most
     * @param deadline of all of it
     * @throws ProblemException where nothing can be redriven from the very beginning
     */
    Result run(HttpRequest<?> request, Of of, List<Candidate> events, int rate, Deadline deadline) {
        var pace = new Pace(rate, deadline.earlier(PATIENCE));
        try (var waiter = waiters.register(of.subscription())) {
            var course = new Course(request, of, waiter, deadline);
            boolean goesOn = true;
            for (int i = 0; goesOn && i < events.size() && pace.await(); i++) {
                goesOn = course.take(events.get(i));
            }
            seen.atLeast(Caller.of(request).principal(), layout.partitionOf(of.workspace()), course.sequence);
            return new Result(course.outcomes, course.sequence);
        }
    }

    /** What has become of those that were looked at. */
    private final class Course {

        private final HttpRequest<?> request;
        private final Of of;
        private final Waiter waiter;
        private final Deadline deadline;
        private final List<Outcome> outcomes = new ArrayList<>();
        private long sequence;

        Course(HttpRequest<?> request, Of of, Waiter waiter, Deadline deadline) {
            this.request = request;
            this.of = of;
            this.waiter = waiter;
            this.deadline = deadline;
        }

        /** Whether the next one may follow. */
        boolean take(Candidate event) {
            Verdict verdict;
            try {
                verdict = give(event);
            } catch (ProblemException e) {
                return ended(e);
            }
            return switch (verdict) {
                case Verdict.Accepted accepted ->
                    awaited(event, accepted.reply().sequence());
                case Verdict.Refused refused -> refused(event, refused);
                case Verdict.Pending _ -> {
                    outcomes.add(Outcome.pending(event, null));
                    yield false;
                }
            };
        }

        private boolean awaited(Candidate event, long begun) {
            sequence = begun;
            var turn = waiter.after(begun, deadline);
            if (turn == null) {
                outcomes.add(Outcome.pending(event, null));
                return false;
            }
            sequence = turn.sequence();
            outcomes.add(
                    switch (turn.kind()) {
                        case TAKEN -> Outcome.redriven(event);
                        case GIVEN_UP -> Outcome.failed(event, turn.error());
                        case LATER, ENDED -> Outcome.pending(event, turn.error());
                    });
            return turn.kind() == ReplayWaiters.Kind.TAKEN || turn.kind() == ReplayWaiters.Kind.GIVEN_UP;
        }

        private boolean refused(Candidate event, Verdict.Refused refused) {
            if (refused.problem().code() == ProblemCode.REPLAY_RUNNING) {
                return ended(refused.problem());
            }
            sequence = refused.reply().sequence();
            outcomes.add(Outcome.refused(event, Problems.describe(request, refused.problem())));
            return true;
        }

        /** What keeps all of them from being redriven is an answer of its own only where none was. */
        private boolean ended(ProblemException problem) {
            if (outcomes.isEmpty()) {
                throw problem;
            }
            return false;
        }

        private Verdict give(Candidate event) {
            var command = new RedriveEvent(of.workspace(), of.subscription(), event.position());
            try {
                return commands.give(
                                new Given(request, command, "", command.subject(), Given.Part.UNKEYED), deadline.left())
                        .join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof ProblemException problem ? problem : e;
            }
        }
    }
}
