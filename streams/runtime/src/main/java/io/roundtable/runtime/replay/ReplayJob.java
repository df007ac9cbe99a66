package io.roundtable.runtime.replay;

import io.roundtable.persistence.version.Comparing;
import io.roundtable.persistence.version.Comparison;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Phase;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.Progress;
import io.roundtable.persistence.version.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rebuild from wherever it is to its end. Each phase can be begun again: what is filled has a checkpoint, indexes
 * that are missing are noted, and the rest is quick.
 */
final class ReplayJob {

    private static final Logger log = LoggerFactory.getLogger(ReplayJob.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** Longest that the live version may stand still where it is behind. */
    private static final Duration STANDSTILL = Duration.ofMinutes(1);

    /** Records that the log may have grown by since the last filling, for the comparison to begin. */
    private static final long NEAR = 20_000;

    /** That a snapshot of the live version is held, which keeps the database from tidying up, while this one is filled. */
    private static final Duration LONGEST_SNAPSHOT = Duration.ofMinutes(10);

    private static final int SNAPSHOTS = 3;

    private final Rebuild rebuild;
    private final Plan plan;
    private final ReplayTools tools;
    private final Beats beats;
    private final Clock clock;
    private String schema;

    ReplayJob(Rebuild rebuild, ReplayTools tools, Beats beats, Clock clock) {
        this.rebuild = rebuild;
        this.plan = rebuild.plan();
        this.tools = tools;
        this.beats = beats;
        this.clock = clock;
        this.schema = rebuild.schema();
    }

    /**
     * @throws Cancelled where that is wished
     * @throws ReplayFailed where it can't be done, or the versions differ
     */
    void run() {
        switch (plan.kind()) {
            case REBUILD -> rebuild();
            case VERIFY -> verify();
            case AS_OF, DIFF -> throw new IllegalArgumentException(plan.kind() + " is of the past");
        }
    }

    private void rebuild() {
        if (isActive()) {
            return; // whoever was at it before has switched, and had no time to say so
        }
        beats.check();
        Phase phase = rebuild.status().phase();
        if (phase != Phase.FOLLOWING && phase != Phase.SWITCHING) {
            require(makeAndCompare());
        }
        follow();
        new SwitchOver(rebuild, schema, tools, beats, clock).run();
    }

    /** What was found before a crash holds: what it was found by may be dropped already. */
    private void verify() {
        beats.check();
        var known = rebuild.status().comparison();
        boolean isEqual = known == null ? makeAndCompare().isEmpty() : known.isEqual();
        require(isEqual ? Set.of() : plan.projections());
        tools.discard(tools.rebuilds().find(rebuild.id()).orElseThrow());
    }

    private static void require(Set<Projection> wrong) {
        if (!wrong.isEmpty()) {
            throw new ReplayFailed("the live version differs from what the log says, see the comparison");
        }
    }

    private void prepare() {
        beats.phase(Phase.PREPARING);
        new DiskSpace(tools.database()).check(plan.projections());
        if (schema.isEmpty()) {
            schema = tools.versions().nextSchema();
            tools.rebuilds().made(rebuild.id(), schema);
        }
        tools.versions().create(schema, plan.projections(), clock.instant());
        tools.indexes().leaveOut(schema, plan.projections());
    }

    /** Up to where the log ends when this begins; then the indexes, then what has come since. */
    private void make(Filler filler) {
        beats.phase(Phase.FILLING);
        var _ = filler.fill(tools.ends(plan.projections()));
        beats.phase(Phase.INDEXING);
        tools.indexes()
                .make(schema, plan.projections(), (total, made) -> beats.progress(new Progress(made, total, 0, null)));
        beats.phase(Phase.FILLING);
        var ends = tools.ends(plan.projections());
        while (filler.fill(ends) > NEAR) {
            ends = tools.ends(plan.projections());
        }
        awaitLive();
    }

    /** The live version may be behind the log, and is to be compared where it is no further back, unless it may differ. */
    private void awaitLive() {
        var strict = plan.projections().stream()
                .filter(Projection::isCompared)
                .filter(projection -> !plan.mayDifferFrom(tools.versions().active(projection)))
                .collect(Collectors.toSet());
        var ends = tools.at(strict, _ -> schema);
        var at = live(strict);
        Instant moved = clock.instant();
        while (!isLevel(at, ends)) {
            beats.rest(LOOK_EVERY);
            var now = live(strict);
            if (!now.equals(at)) {
                at = now;
                moved = clock.instant();
            } else if (moved.plus(STANDSTILL).isBefore(clock.instant())) {
                throw new ReplayFailed("the version that is read stands still, behind the log: see readiness; or switch"
                        + " anyway, where its rows are the wrong ones");
            }
        }
    }

    private Map<Projection, Map<Integer, Long>> live(Set<Projection> projections) {
        return tools.at(
                projections, projection -> tools.versions().active(projection).schema());
    }

    private static boolean isLevel(Map<Projection, Map<Integer, Long>> live, Map<Projection, Map<Integer, Long>> ends) {
        return ends.entrySet().stream()
                .allMatch(of -> of.getValue().entrySet().stream()
                        .allMatch(
                                end -> live.getOrDefault(of.getKey(), Map.of()).getOrDefault(end.getKey(), 0L)
                                        >= end.getValue()));
    }

    /** @return the projections that differ and mustn't */
    private Set<Projection> makeAndCompare() {
        if (rebuild.status().phase() == Phase.PREPARING) {
            prepare();
        }
        try (var filler = new Filler(plan, schema, tools, beats, clock)) {
            make(filler);
            return compare(filler);
        }
    }

    private Set<Projection> compare(Filler filler) {
        beats.phase(Phase.COMPARING);
        var wrong = EnumSet.noneOf(Projection.class);
        var found = Comparison.NOTHING;
        for (Projection projection : EnumSet.copyOf(plan.projections())) {
            if (projection.isCompared()) {
                var one = compare(projection, filler);
                found = found.and(one);
                if (!one.isEqual() && !plan.mayDifferFrom(tools.versions().active(projection))) {
                    wrong.add(projection);
                }
            }
        }
        tools.rebuilds().compared(rebuild.id(), found);
        log.info("{}: {} rows compared, equal: {}", rebuild.id(), found.rows(), found.isEqual());
        filler.pauseIfWished();
        return wrong;
    }

    private Comparison compare(Projection projection, Filler filler) {
        for (int i = 0; i < SNAPSHOTS; i++) {
            filler.pauseIfWished();
            var found = compareInTime(projection, filler);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new ReplayFailed("%s couldn't be filled up to where the live version was within %d minutes, %d times"
                .formatted(projection.wire(), LONGEST_SNAPSHOT.toMinutes(), SNAPSHOTS));
    }

    /** Both at the same position: the live version's in a snapshot, which this one is filled up to. */
    private Optional<Comparison> compareInTime(Projection projection, Filler filler) {
        String live = tools.versions().active(projection).schema();
        try (var comparing = Comparing.with(tools.database(), live)) {
            var ends = tools.reachable(projection, comparing.position(projection));
            return filler.fillWithin(LONGEST_SNAPSHOT, Map.of(projection, ends))
                    ? Optional.of(comparing.to(schema, Set.of(projection)))
                    : Optional.empty();
        }
    }

    /** From here on the projector keeps it current. */
    private void follow() {
        beats.phase(Phase.FOLLOWING);
        tools.versions().become(schema, plan.projections(), Version.State.STANDBY, clock.instant());
    }

    private boolean isActive() {
        return plan.projections().stream()
                .allMatch(projection ->
                        tools.versions().active(projection).schema().equals(schema));
    }
}
