package io.roundtable.runtime.replay;

import io.roundtable.contract.Partitions;
import io.roundtable.contract.WorkspaceId;
import io.roundtable.persistence.version.Changing;
import io.roundtable.persistence.version.Point;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.Phase;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.Progress;
import io.roundtable.persistence.version.Versions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tables as they were: at one point, to be looked at, or at two, to be compared. From wherever it is to its end; each
 * step can be made again. Only those that are made of events: other topics have no positions.
 */
final class PastJob {

    private final Rebuild rebuild;
    private final Plan plan;
    private final ReplayTools tools;
    private final Beats beats;
    private final Clock clock;

    PastJob(Rebuild rebuild, ReplayTools tools, Beats beats, Clock clock) {
        this.rebuild = rebuild;
        this.plan = rebuild.plan();
        this.tools = tools;
        this.beats = beats;
        this.clock = clock;
    }

    /**
     * @throws Cancelled where that is wished
     * @throws ReplayFailed where it can't be done
     */
    void run() {
        beats.check();
        Rebuild named = named();
        if (isDone(named)) {
            tidy(named);
            return;
        }
        for (int i = 0; i < named.schemas().size(); i++) {
            String schema = named.schemas().get(i);
            prepare(schema);
            fill(schema, plan.points().get(i));
        }
        if (plan.kind() == Kind.DIFF) {
            compare(named);
        } else {
            finish(named.schema());
        }
    }

    private Rebuild named() {
        if (rebuild.schema().isEmpty()) {
            tools.rebuilds().made(rebuild.id(), tools.versions().nextSchema());
        }
        return tools.rebuilds().find(rebuild.id()).orElseThrow();
    }

    private void prepare(String schema) {
        beats.phase(Phase.PREPARING);
        Versions versions = tools.versions();
        if (versions.isThere(schema) && !versions.isOurs(schema)) {
            throw new ReplayFailed("there is a schema " + schema + " already, which isn't touched");
        }
        if (plan.workspace() == null) {
            new DiskSpace(tools.database()).check(plan.projections());
        }
        versions.create(schema, plan.projections(), clock.instant());
        tools.indexes().leaveOut(schema, plan.projections());
    }

    private void fill(String schema, Point point) {
        beats.phase(Phase.FILLING);
        try (var filler = new Filler(plan, schema, tools, beats, clock)) {
            var _ = filler.fill(Map.of(Projection.EVENTS, ends(point)));
        }
    }

    /** Of other partitions nothing where it is about one workspace: it lies in one. */
    private Map<Integer, Long> ends(Point point) {
        try (var points = new PointsInLog(tools.settings().kafka())) {
            var ends = new HashMap<>(points.ends(point));
            String workspace = plan.workspace();
            if (workspace != null) {
                int own = new Partitions(ends.size()).of(new WorkspaceId(workspace));
                ends.keySet().retainAll(Set.of(own));
            }
            return ends;
        }
    }

    private void compare(Rebuild named) {
        beats.phase(Phase.COMPARING);
        var schemas = named.schemas();
        var found = Changing.between(tools.database(), schemas.getFirst(), schemas.getLast(), plan.projections());
        tools.rebuilds().compared(rebuild.id(), found);
        tidy(named);
    }

    /** Whoever was at it before may have come so far, and had no time to say so. */
    private boolean isDone(Rebuild named) {
        return plan.kind() == Kind.DIFF
                ? named.status().comparison() != null
                : named.status().phase() == Phase.INDEXING && tools.versions().isFrozen(named.schema());
    }

    private void tidy(Rebuild named) {
        if (plan.kind() == Kind.DIFF) {
            tools.discard(named);
        }
    }

    private void finish(String schema) {
        beats.phase(Phase.INDEXING);
        tools.indexes()
                .make(schema, plan.projections(), (total, made) -> beats.progress(new Progress(made, total, 0, null)));
        tools.versions().freeze(schema, plan.projections(), clock.instant());
    }
}
