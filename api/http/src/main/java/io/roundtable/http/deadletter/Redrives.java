package io.roundtable.http.deadletter;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Answers;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.json.Cursor;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.redrive.BulkRedrives;
import io.roundtable.persistence.query.Count;
import io.roundtable.persistence.query.DeadLettersToRedrive;
import io.roundtable.persistence.query.MessageKey;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Redrives by filter: what matches is asked of the tables, in the order in which it was said. */
@Singleton
final class Redrives {

    private static final int SHOWN_DRY = 20;

    private final RedriveRun run;
    private final ReadGate gate;
    private final BulkRedrives bulk;
    private final DeadLettersToRedrive waiting;

    Redrives(RedriveRun run, ReadGate gate, BulkRedrives bulk, ReadModel model) {
        this.run = run;
        this.gate = gate;
        this.bulk = bulk;
        this.waiting = new DeadLettersToRedrive(model.sql());
    }

    CompletionStage<HttpResponse<?>> answer(HttpRequest<?> request, WorkspaceId workspace, ManyGiven given) {
        QueryParameters.none(request);
        MessageKey after = given.after(scope(workspace, given), Redrives::key);
        return bulk.answer(() -> {
            gate.await(request, workspace);
            return given.isDry() ? dry(workspace, given, after) : done(request, workspace, given, after);
        });
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

    private static MessageKey key(String text) {
        String[] parts = text.split("\\.", 2);
        return new MessageKey(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }

    private static String scope(WorkspaceId workspace, ManyGiven given) {
        return workspace + "/dead-letters/redrive" + given.wanted();
    }
}
