package io.roundtable.http.replay;

import io.micronaut.http.HttpRequest;
import io.roundtable.contract.UserId;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.http.ReadModel;
import io.roundtable.http.access.Caller;
import io.roundtable.http.consistency.ReadGate;
import io.roundtable.http.log.LogLayout;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.query.WorkspaceById;
import io.roundtable.persistence.version.Point;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.When;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators do with the past; blocks. Of the events' tables alone: the others have no positions. */
@Singleton
final class PastVerbs {

    private final ReplayVerbs verbs;
    private final Points points;
    private final Workspaces workspaces;
    private final Clock clock;

    PastVerbs(ReplayVerbs verbs, Points points, Workspaces workspaces, Clock clock) {
        this.verbs = verbs;
        this.points = points;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /** Which workspaces there are. */
    @Singleton
    static final class Workspaces {

        private final ReadGate gate;
        private final LogLayout layout;
        private final WorkspaceById byId;

        Workspaces(ReadGate gate, LogLayout layout, ReadModel model) {
            this.gate = gate;
            this.layout = layout;
            this.byId = new WorkspaceById(model.sql());
        }

        void require(HttpRequest<?> request, WorkspaceId workspace) {
            gate.await(request, workspace);
            if (byId.find(layout.partitionOf(workspace), workspace).value().isEmpty()) {
                throw ProblemException.of(ProblemCode.WORKSPACE_NOT_FOUND);
            }
        }
    }

    /** The one at work where it is the same: who asks again, because it was broken off, waits for its end. */
    Rebuild asOf(HttpRequest<?> request, AsOfGiven given) {
        Point at = points.read("at", given.at(), given.workspaceId());
        Optional.ofNullable(given.workspaceId()).ifPresent(id -> workspaces.require(request, id));
        var plan = plan(
                Kind.AS_OF, List.of(at), given.workspaceId(), Caller.of(request).user());
        return verbs.atWork(plan)
                .filter(same -> same.schema().equals(given.schema()))
                .orElseGet(() -> {
                    verbs.makeRoom(given.schema());
                    return verbs.begin(given.schema(), plan);
                });
    }

    /** As {@link #asOf}. */
    Rebuild diff(HttpRequest<?> request, DiffGiven given) {
        Point from = points.read("from", given.from(), given.workspaceId());
        Point to = points.read("to", given.to(), given.workspaceId());
        Optional.ofNullable(given.workspaceId()).ifPresent(id -> workspaces.require(request, id));
        var plan = plan(
                Kind.DIFF,
                List.of(from, to),
                given.workspaceId(),
                Caller.of(request).user());
        return verbs.atWork(plan).orElseGet(() -> verbs.begin("", plan));
    }

    private Plan plan(Kind kind, List<Point> ends, @Nullable WorkspaceId only, UserId operator) {
        String workspace = only == null ? null : only.value();
        return new Plan(
                kind, Set.of(Projection.EVENTS), When.MANUAL, ends, workspace, operator.value(), clock.instant());
    }
}
