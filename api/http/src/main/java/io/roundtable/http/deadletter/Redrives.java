package io.roundtable.http.deadletter;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.BlockingWork;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Answers;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.json.Cursor;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.Count;
import io.roundtable.persistence.query.DeadLettersToRedrive;
import io.roundtable.persistence.query.MessageKey;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Redrives by filter: what matches is asked of the tables, in the order in which it was said. */
@Singleton
final class Redrives {

    /** At a time on this node: each keeps a thread, and many commands, for up to half a minute. */
    private static final int MOST_AT_ONCE = 16;

    private static final int SHOWN_DRY = 20;

    private final RedriveRun run;
    private final ReadGate gate;
    private final BlockingWork blocking;
    private final DeadLettersToRedrive waiting;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    Redrives(RedriveRun run, ReadGate gate, BlockingWork blocking, ReadModel model) {
        this.run = run;
        this.gate = gate;
        this.blocking = blocking;
        this.waiting = new DeadLettersToRedrive(model.sql());
    }

    CompletionStage<HttpResponse<?>> answer(HttpRequest<?> request, WorkspaceId workspace, ManyGiven given) {
        QueryParameters.none(request);
        MessageKey after = key(workspace, given);
        if (!room.tryAcquire()) {
            throw ProblemException.later(
                    ProblemCode.OVERLOADED, "Too many redrives by filter are under way on this node already.", 5);
        }
        return blocking.<HttpResponse<?>>supply(() -> {
                    gate.await(request, workspace);
                    return given.isDry() ? dry(workspace, given, after) : done(request, workspace, given, after);
                })
                .whenComplete((_, _) -> room.release());
    }

    private HttpResponse<?> dry(WorkspaceId workspace, ManyGiven given, @Nullable MessageKey after) {
        var first = waiting.list(workspace, given.wanted(), after, SHOWN_DRY);
        return Answers.json(
                HttpStatus.OK,
                RedriveReport.dry(
                        waiting.count(workspace, given.wanted(), after),
                        first.stream()
                                .map(placed -> RedriveReport.Outcome.waiting(placed.letter()))
                                .toList()));
    }

    private HttpResponse<?> done(
            HttpRequest<?> request, WorkspaceId workspace, ManyGiven given, @Nullable MessageKey after) {
        var letters = waiting.list(workspace, given.wanted(), after, given.most());
        var result = run.of(request, workspace, letters, given.rate());
        MessageKey last = result.outcomes().isEmpty()
                ? after
                : letters.get(result.outcomes().size() - 1).key();
        Count remaining = waiting.count(workspace, given.wanted(), last);
        String next = remaining.value() == 0 ? null : cursor(workspace, given, last);
        return Answers.json(HttpStatus.OK, RedriveReport.of(result.outcomes(), remaining, next))
                .header("Consistency-Token", result.token());
    }

    private static @Nullable String cursor(WorkspaceId workspace, ManyGiven given, @Nullable MessageKey last) {
        return last == null
                ? given.cursor()
                : Cursor.encode(scope(workspace, given), last.sequence() + "." + last.copyIndex());
    }

    private static @Nullable MessageKey key(WorkspaceId workspace, ManyGiven given) {
        if (given.cursor() == null) {
            return null;
        }
        try {
            String[] parts =
                    Cursor.decode(scope(workspace, given), given.cursor()).split("\\.", 2);
            return new MessageKey(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        } catch (RuntimeException e) {
            // nothing but the parsing of what the client has given
            throw ProblemException.invalid("cursor", "is not a cursor of this filter");
        }
    }

    private static String scope(WorkspaceId workspace, ManyGiven given) {
        return workspace + "/dead-letters/redrive" + given.wanted();
    }
}
