package io.roundtable.http.webhook;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Conditions;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Listing;
import io.roundtable.http.json.Representation;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.log.LoggedEvents;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.http.webhook.DeadEventResource.About;
import io.roundtable.persistence.query.DeadEventFilter;
import io.roundtable.persistence.query.DeadEventView;
import io.roundtable.persistence.query.DeadEventsOfSubscription;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads events that were given up for webhooks: which they are from the tables, what they say from the log. Blocks. */
@Singleton
final class DeadEventReads {

    private final SubscriptionReads subscriptions;
    private final LoggedEvents log;
    private final LogLayout layout;
    private final Tokens tokens;
    private final DeadEventsOfSubscription dead;

    DeadEventReads(
            SubscriptionReads subscriptions, LoggedEvents log, LogLayout layout, Tokens tokens, ReadModel model) {
        this.subscriptions = subscriptions;
        this.log = log;
        this.layout = layout;
        this.tokens = tokens;
        this.dead = new DeadEventsOfSubscription(model.sql());
    }

    HttpResponse<?> list(HttpRequest<?> request, WorkspaceId workspace, SubscriptionId subscription) {
        var listing = new Listing(request, Set.of());
        var wanted = listing.request(key -> DeadEventsOfSubscription.key(Long.parseLong(key)));
        var _ = subscriptions.require(request, workspace, subscription);
        var seen = dead.list(layout.partitionOf(workspace), workspace, subscription, wanted);
        var about = about(workspace, seen.value().rows());
        return listing.page(
                seen.value().rows().stream()
                        .map(view -> DeadEventResource.of(view, about.get(view.sequence())))
                        .toList(),
                seen.value().next(),
                seen.value().count(),
                tokens.of(workspace, seen.sequence()));
    }

    HttpResponse<?> one(HttpRequest<?> request, WorkspaceId workspace, SubscriptionId subscription, long sequence) {
        var _ = subscriptions.require(request, workspace, subscription);
        var seen = dead.find(layout.partitionOf(workspace), workspace, subscription, sequence);
        var view = seen.value().orElseThrow(() -> ProblemException.of(ProblemCode.DEAD_LETTER_NOT_FOUND));
        var event = log.find(workspace, List.of(sequence), Function.identity()).get(sequence);
        return Representation.of(
                request,
                DeadEventResource.whole(view, event),
                Conditions.etag(view.deadSequence()),
                tokens.of(workspace, seen.sequence()));
    }

    /** All that match, in the order of the log, behind an event. */
    List<DeadEventView> after(
            WorkspaceId workspace, SubscriptionId subscription, DeadEventFilter filter, long sequence) {
        return dead.after(workspace, subscription, filter, sequence);
    }

    /** What the log says of them, by sequence; of those that it doesn't have, nothing. */
    Map<Long, About> about(WorkspaceId workspace, List<DeadEventView> events) {
        var sequences = events.stream().map(DeadEventView::sequence).toList();
        return log.find(workspace, sequences, About::of);
    }
}
