package io.roundtable.http.workspace;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.Check;
import io.roundtable.contract.InvalidInput;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.ReadModel;
import io.roundtable.http.access.Caller;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Listing;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.Counts;
import io.roundtable.persistence.query.MembershipOf;
import io.roundtable.persistence.query.WorkspaceById;
import io.roundtable.persistence.query.WorkspaceFilter;
import io.roundtable.persistence.query.WorkspaceKey;
import io.roundtable.persistence.query.WorkspaceSummary;
import io.roundtable.persistence.query.WorkspacesOfUser;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;

/** Reads workspaces for whoever may see them. */
@Singleton
final class WorkspaceReads {

    private final ReadGate gate;
    private final LogLayout layout;
    private final Tokens tokens;
    private final Queries queries;

    WorkspaceReads(ReadGate gate, LogLayout layout, Tokens tokens, ReadModel model) {
        this.gate = gate;
        this.layout = layout;
        this.tokens = tokens;
        this.queries = Queries.over(model);
    }

    /** The queries behind these reads. */
    record Queries(WorkspaceById byId, MembershipOf membership, WorkspacesOfUser ofUser) {

        static Queries over(ReadModel model) {
            return new Queries(
                    new WorkspaceById(model.sql()), new MembershipOf(model.sql()), new WorkspacesOfUser(model.sql()));
        }
    }

    record Read(WorkspaceResource resource, String token) {}

    Read byId(HttpRequest<?> request, WorkspaceId workspace) {
        gate.await(request, workspace);
        return find(request, workspace);
    }

    private Read find(HttpRequest<?> request, WorkspaceId workspace) {
        int partition = layout.partitionOf(workspace);
        Role role = queries.membership()
                .find(partition, workspace, Caller.of(request).user())
                .value()
                .orElseThrow(() -> ProblemException.of(ProblemCode.WORKSPACE_NOT_FOUND))
                .role();
        var seen = queries.byId().find(partition, workspace);
        var view = seen.value().orElseThrow(() -> ProblemException.of(ProblemCode.WORKSPACE_NOT_FOUND));
        return new Read(WorkspaceResource.of(view, role), tokens.of(workspace, seen.sequence()));
    }

    /** The workspace once the tables reflect what was accepted. */
    WorkspaceResource byIdAsOf(HttpRequest<?> request, WorkspaceId workspace, Verdict.Accepted accepted) {
        gate.await(workspace, accepted.reply().sequence(), accepted.deadline());
        return find(request, workspace).resource();
    }

    HttpResponse<?> ofCaller(HttpRequest<?> request) {
        var listing = new Listing(request, Set.of("role", "is_active"));
        Role role = listing.query().oneOf("role", Role.class);
        Boolean active =
                request.getParameters().contains("is_active") ? listing.query().flag("is_active") : null;
        var wanted = listing.request(WorkspaceReads::key);
        gate.awaitAll(request, Caller.of(request).user());
        String token = tokens.ofAll();
        var page = queries.ofUser().page(Caller.of(request).user(), new WorkspaceFilter(role, active), wanted);
        WorkspaceKey next = page.next();
        return listing.page(
                page.rows().stream().map(Summary::of).toList(),
                next == null ? null : next.createdAt() + " " + next.workspaceId(),
                page.count(),
                token);
    }

    static WorkspaceKey key(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 2) {
            throw new InvalidInput("", "is not a cursor of this list");
        }
        Instant createdAt = Instant.parse(parts[0]);
        new Check().time("", createdAt).done(); // a made-up one may be beyond what the database knows
        return new WorkspaceKey(createdAt, new WorkspaceId(parts[1]));
    }

    /** A workspace in a list. */
    record Summary(
            String workspaceId,
            String name,
            boolean isActive,
            Role role,
            Counts counts,
            Instant createdAt,
            Instant updatedAt) {

        static Summary of(WorkspaceSummary summary) {
            var view = summary.workspace();
            return new Summary(
                    view.workspaceId().value(),
                    view.name(),
                    view.active(),
                    summary.role(),
                    summary.counts(),
                    view.stamp().createdAt(),
                    view.stamp().updatedAt());
        }
    }
}
