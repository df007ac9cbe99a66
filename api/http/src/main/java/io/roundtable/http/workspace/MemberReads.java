package io.roundtable.http.workspace;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.contract.workspace.Role;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.Verdict;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.consistency.Tokens;
import io.roundtable.http.json.Listing;
import io.roundtable.http.json.Representation;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.MemberById;
import io.roundtable.persistence.query.MemberView;
import io.roundtable.persistence.query.MembersOfWorkspace;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;

/** Reads members. */
@Singleton
final class MemberReads {

    private final ReadGate gate;
    private final LogLayout layout;
    private final Tokens tokens;
    private final MembersOfWorkspace members;
    private final MemberById byId;

    MemberReads(ReadGate gate, LogLayout layout, Tokens tokens, ReadModel model) {
        this.gate = gate;
        this.layout = layout;
        this.tokens = tokens;
        this.members = new MembersOfWorkspace(model.sql());
        this.byId = new MemberById(model.sql());
    }

    /** A member as the others see it. */
    record MemberResource(
            String workspaceId, String userId, Role role, Instant createdAt, Instant updatedAt, long version) {

        static MemberResource of(MemberView view) {
            return new MemberResource(
                    view.workspaceId().value(),
                    view.userId().value(),
                    view.role(),
                    view.stamp().createdAt(),
                    view.stamp().updatedAt(),
                    view.stamp().version());
        }
    }

    HttpResponse<?> of(HttpRequest<?> request, WorkspaceId workspace) {
        var listing = new Listing(request, Set.of());
        var wanted = listing.request(Long::valueOf);
        gate.await(request, workspace);
        var seen = members.page(layout.partitionOf(workspace), workspace, wanted);
        Long next = seen.value().next();
        return listing.page(
                seen.value().rows().stream().map(MemberResource::of).toList(),
                next == null ? null : next.toString(),
                seen.value().count(),
                tokens.of(workspace, seen.sequence()));
    }

    HttpResponse<?> one(HttpRequest<?> request, WorkspaceId workspace, UserId user) {
        gate.await(request, workspace);
        var seen = byId.find(layout.partitionOf(workspace), workspace, user);
        var member = seen.value().orElseThrow(() -> ProblemException.of(ProblemCode.MEMBER_NOT_FOUND));
        return Representation.of(
                request, MemberResource.of(member), member.stamp().version(), tokens.of(workspace, seen.sequence()));
    }

    /** The member once the tables reflect what was accepted. */
    MemberResource oneAsOf(WorkspaceId workspace, UserId user, Verdict.Accepted accepted) {
        gate.await(workspace, accepted.reply().sequence(), accepted.deadline());
        return byId.find(layout.partitionOf(workspace), workspace, user)
                .value()
                .map(MemberResource::of)
                .orElseThrow(() -> ProblemException.of(ProblemCode.MEMBER_NOT_FOUND));
    }
}
