package io.roundtable.http.sandbox;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.SandboxId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.sandbox.SandboxStatus;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Conditions;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Listing;
import io.roundtable.http.json.Representation;
import io.roundtable.http.load.Load;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.SandboxById;
import io.roundtable.persistence.query.SandboxFilter;
import io.roundtable.persistence.query.SandboxesOfWorkspace;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads sandboxes. */
@Singleton
final class SandboxReads {

    private final ReadGate gate;
    private final LogLayout layout;
    private final Tokens tokens;
    private final SandboxById byId;
    private final SandboxesOfWorkspace ofWorkspace;
    private final Load load;

    SandboxReads(ReadGate gate, LogLayout layout, Tokens tokens, ReadModel model, Load load) {
        this.load = load;
        this.gate = gate;
        this.layout = layout;
        this.tokens = tokens;
        this.byId = new SandboxById(model.sql());
        this.ofWorkspace = new SandboxesOfWorkspace(model.sql());
    }

    HttpResponse<?> one(HttpRequest<?> request, WorkspaceId workspace, SandboxId sandbox) {
        gate.await(request, workspace);
        var seen = byId.find(layout.partitionOf(workspace), workspace, sandbox);
        var view = seen.value().orElseThrow(() -> ProblemException.of(ProblemCode.SANDBOX_NOT_FOUND));
        // health is shown but isn't counted in the version: by that alone, a 304 would hide a change of it
        String etag = Conditions.etag(
                view.stamp().version(), Long.toString(view.stamp().sequence()));
        return Representation.of(request, SandboxResource.of(view), etag, tokens.of(workspace, seen.sequence()));
    }

    /** The sandbox once the tables reflect what was accepted. */
    SandboxResource oneAsOf(WorkspaceId workspace, SandboxId sandbox, Verdict.Accepted accepted) {
        gate.await(workspace, accepted.reply().sequence(), accepted.deadline());
        return byId.find(layout.partitionOf(workspace), workspace, sandbox)
                .value()
                .map(SandboxResource::of)
                .orElseThrow(() -> ProblemException.of(ProblemCode.SANDBOX_NOT_FOUND));
    }

    HttpResponse<?> list(HttpRequest<?> request, WorkspaceId workspace) {
        var listing = new Listing(request, Set.of("status", "label"));
        var status = listing.query().oneOf("status", SandboxStatus.class);
        var label = label(listing.query().text("label", 320));
        var wanted = listing.request(Long::valueOf);
        gate.await(request, workspace);
        var seen = ofWorkspace.page(
                layout.partitionOf(workspace),
                workspace,
                new SandboxFilter(status, label),
                wanted,
                bytes -> load.page(request, bytes));
        Long next = seen.value().next();
        return listing.page(
                seen.value().rows().stream().map(SandboxResource::of).toList(),
                next == null ? null : next.toString(),
                seen.value().count(),
                tokens.of(workspace, seen.sequence()));
    }

    /** {@code key} for any value, {@code key=value} or {@code key:value} for one. */
    private static SandboxFilter.@Nullable Label label(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split("[=:]", 2);
        return new SandboxFilter.Label(parts[0], parts.length == 1 ? null : parts[1]);
    }
}
