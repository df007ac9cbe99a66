package io.roundtable.http.webhook;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Conditions;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Representation;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.Seen;
import io.roundtable.persistence.query.WebhookOf;
import io.roundtable.persistence.query.WebhookView;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads webhooks. */
@Singleton
final class WebhookReads {

    private final ReadGate gate;
    private final LogLayout layout;
    private final Tokens tokens;
    private final WebhookOf webhooks;

    WebhookReads(ReadGate gate, LogLayout layout, Tokens tokens, ReadModel model) {
        this.gate = gate;
        this.layout = layout;
        this.tokens = tokens;
        this.webhooks = new WebhookOf(model.sql());
    }

    HttpResponse<?> one(HttpRequest<?> request, WorkspaceId workspace, SandboxId sandbox) {
        gate.await(request, workspace);
        var seen = find(workspace, sandbox);
        var view = there(seen);
        // errors are shown but aren't counted in the version: by that alone, a 304 would hide a change of them
        String etag = Conditions.etag(
                view.stamp().version(), Long.toString(view.stamp().sequence()));
        return Representation.of(request, WebhookResource.of(view, null), etag, tokens.of(workspace, seen.sequence()));
    }

    /** @throws ProblemException where there is none */
    void require(HttpRequest<?> request, WorkspaceId workspace, SandboxId sandbox) {
        gate.await(request, workspace);
        var _ = there(find(workspace, sandbox));
    }

    /** The webhook once the tables reflect what was accepted. */
    WebhookView oneAsOf(WorkspaceId workspace, SandboxId sandbox, Verdict.Accepted accepted) {
        gate.await(workspace, accepted.reply().sequence(), accepted.deadline());
        return there(find(workspace, sandbox));
    }

    private Seen<Optional<WebhookView>> find(WorkspaceId workspace, SandboxId sandbox) {
        return webhooks.find(layout.partitionOf(workspace), workspace, sandbox);
    }

    private static WebhookView there(Seen<Optional<WebhookView>> seen) {
        return seen.value().orElseThrow(() -> ProblemException.of(ProblemCode.WEBHOOK_NOT_FOUND));
    }
}
