package io.roundtable.http.webhook;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.SubscriptionId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Conditions;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Listing;
import io.roundtable.http.json.Representation;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.Seen;
import io.roundtable.persistence.query.SubscriptionById;
import io.roundtable.persistence.query.SubscriptionView;
import io.roundtable.persistence.query.SubscriptionsOfWorkspace;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Reads webhooks for events. */
@Singleton
final class SubscriptionReads {

    private final ReadGate gate;
    private final LogLayout layout;
    private final Tokens tokens;
    private final SubscriptionById byId;
    private final SubscriptionsOfWorkspace ofWorkspace;

    SubscriptionReads(ReadGate gate, LogLayout layout, Tokens tokens, ReadModel model) {
        this.gate = gate;
        this.layout = layout;
        this.tokens = tokens;
        this.byId = new SubscriptionById(model.sql());
        this.ofWorkspace = new SubscriptionsOfWorkspace(model.sql());
    }

    HttpResponse<?> one(HttpRequest<?> request, WorkspaceId workspace, SubscriptionId subscription) {
        gate.await(request, workspace);
        var seen = find(workspace, subscription);
        var view = there(seen);
        // deliveries are shown but aren't counted in the version: by that alone, a 304 would hide a change of them
        String etag = Conditions.etag(
                view.stamp().version(), Long.toString(view.stamp().sequence()));
        return Representation.of(
                request, SubscriptionResource.of(view, null), etag, tokens.of(workspace, seen.sequence()));
    }

    /** @throws ProblemException where there is none */
    SubscriptionView require(HttpRequest<?> request, WorkspaceId workspace, SubscriptionId subscription) {
        gate.await(request, workspace);
        return there(find(workspace, subscription));
    }

    /** The subscription once the tables reflect what was accepted. */
    SubscriptionView oneAsOf(WorkspaceId workspace, SubscriptionId subscription, Verdict.Accepted accepted) {
        gate.await(workspace, accepted.reply().sequence(), accepted.deadline());
        return there(find(workspace, subscription));
    }

    HttpResponse<?> list(HttpRequest<?> request, WorkspaceId workspace) {
        var listing = new Listing(request, Set.of());
        var wanted = listing.request(key -> new SubscriptionId(key).value());
        gate.await(request, workspace);
        var seen = ofWorkspace.list(layout.partitionOf(workspace), workspace, wanted);
        return listing.page(
                seen.value().rows().stream()
                        .map(view -> SubscriptionResource.of(view, null))
                        .toList(),
                seen.value().next(),
                seen.value().count(),
                tokens.of(workspace, seen.sequence()));
    }

    private Seen<Optional<SubscriptionView>> find(WorkspaceId workspace, SubscriptionId subscription) {
        return byId.find(layout.partitionOf(workspace), workspace, subscription);
    }

    private static SubscriptionView there(Seen<Optional<SubscriptionView>> seen) {
        return seen.value().orElseThrow(() -> ProblemException.of(ProblemCode.SUBSCRIPTION_NOT_FOUND));
    }
}
