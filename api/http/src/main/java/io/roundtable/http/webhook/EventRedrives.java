package io.roundtable.http.webhook;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.command.Answers;
import io.roundtable.http.consistency.Deadline;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Cursor;
import io.roundtable.http.json.QueryParameters;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.redrive.BulkRedrives;
import io.roundtable.http.webhook.EventRedriveRun.Of;
import io.roundtable.http.webhook.RedriveEventsReport.Candidate;
import io.roundtable.http.webhook.RedriveEventsReport.Outcome;
import io.roundtable.persistence.query.DeadEventView;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Redrives by filter of events that were given up for a webhook, in the order of the log. */
@Singleton
final class EventRedrives {

    private static final int SHOWN_DRY = 20;

    /** Of one request; a client asks again with a cursor. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final EventRedriveRun run;
    private final SubscriptionReads subscriptions;
    private final DeadEventReads dead;
    private final Tokens tokens;
    private final BulkRedrives bulk;

    EventRedrives(
            EventRedriveRun run,
            SubscriptionReads subscriptions,
            DeadEventReads dead,
            Tokens tokens,
            BulkRedrives bulk) {
        this.run = run;
        this.subscriptions = subscriptions;
        this.dead = dead;
        this.tokens = tokens;
        this.bulk = bulk;
    }

    CompletionStage<HttpResponse<?>> answer(
            HttpRequest<?> request, WorkspaceId workspace, SubscriptionId subscription, RedriveEventsGiven given) {
        QueryParameters.none(request);
        var of = new Of(workspace, subscription);
        long after = after(of, given);
        return bulk.answer(() -> {
            var deadline = Deadline.in(LONGEST);
            var view = subscriptions.require(request, workspace, subscription);
            if (!given.isDry() && !view.enabled()) {
                throw ProblemException.of(
                        ProblemCode.CONFLICT, "The webhook is disabled, and is sent nothing: enable it first.");
            }
            var events = dead.after(workspace, subscription, given.wanted().times(), after);
            return given.isDry() ? dry(of, events, given) : done(request, of, events, given, deadline);
        });
    }

    private HttpResponse<?> dry(Of of, List<DeadEventView> events, RedriveEventsGiven given) {
        var wanted = wanted(of, events, given, SHOWN_DRY);
        var first = wanted.some().stream().map(Outcome::waiting).toList();
        return Answers.json(HttpStatus.OK, RedriveEventsReport.dry(wanted.all(), first));
    }

    private HttpResponse<?> done(
            HttpRequest<?> request, Of of, List<DeadEventView> events, RedriveEventsGiven given, Deadline deadline) {
        var wanted = wanted(of, events, given, given.most());
        var result = run.run(request, of, wanted.some(), given.rate(), deadline);
        int looked = result.outcomes().size();
        long remaining = wanted.all() - looked;
        String next = remaining == 0 ? null : cursor(of, given, result.outcomes());
        return Answers.json(HttpStatus.OK, RedriveEventsReport.of(result.outcomes(), remaining, next))
                .header("Consistency-Token", tokens.of(of.workspace(), result.sequence()));
    }

    /** The first of those that match, and how many there are. */
    private record Wanted(List<Candidate> some, long all) {}

    /** Where types are asked for, the log tells them of all; else of those alone that are shown. */
    private Wanted wanted(Of of, List<DeadEventView> events, RedriveEventsGiven given, int most) {
        var types = given.wanted().types();
        var read = types == null ? events.subList(0, Math.min(most, events.size())) : events;
        var about = dead.about(of.workspace(), read);
        var candidates = read.stream()
                .map(event -> {
                    var known = about.get(event.sequence());
                    return new Candidate(event.sequence(), known == null ? null : known.type());
                })
                .filter(event -> types == null || (event.type() != null && types.test(event.type())))
                .toList();
        return new Wanted(
                candidates.subList(0, Math.min(most, candidates.size())),
                types == null ? events.size() : candidates.size());
    }

    private static String cursor(Of of, RedriveEventsGiven given, List<Outcome> outcomes) {
        long last = outcomes.isEmpty() ? after(of, given) : outcomes.getLast().position();
        return Cursor.encode(scope(of, given), Long.toString(last));
    }

    /** 0 for the beginning. */
    private static long after(Of of, RedriveEventsGiven given) {
        return Objects.requireNonNullElse(given.after(scope(of, given), Long::valueOf), 0L);
    }

    private static String scope(Of of, RedriveEventsGiven given) {
        return of + "/dead-letters/redrive" + given.wanted();
    }
}
