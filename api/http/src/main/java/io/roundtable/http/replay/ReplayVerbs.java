package io.roundtable.http.replay;

import io.roundtable.contract.UserId;
import io.roundtable.http.Ids;
import io.roundtable.http.problem.ProblemCode;
import io.roundtable.http.problem.ProblemException;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Pruning;
import io.roundtable.persistence.version.Rebuild;
import io.roundtable.persistence.version.Rebuild.Kind;
import io.roundtable.persistence.version.Rebuild.Plan;
import io.roundtable.persistence.version.Rebuild.State;
import io.roundtable.persistence.version.Rebuild.Wish;
import io.roundtable.persistence.version.Rebuilds;
import io.roundtable.persistence.version.Switching;
import io.roundtable.persistence.version.Version;
import io.roundtable.persistence.version.Versions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators do with versions of the projections; blocks. A worker carries out what takes long. */
@Singleton
final class ReplayVerbs {

    private static final Logger log = LoggerFactory.getLogger(ReplayVerbs.class);

    private static final int NEWEST = 100;

    /** Anything else is nobody's id, and needn't be looked for. */
    private static final Pattern ID = Pattern.compile("rb_[0-9a-z]{10,32}");

    private static final int SWITCH_ATTEMPTS = 5;

    private final Versions versions;
    private final Rebuilds rebuilds;
    private final Switching switching;
    private final Pruning pruning;
    private final Clock clock;

    ReplayVerbs(Database database, Clock clock) {
        this.versions = new Versions(database);
        this.rebuilds = new Rebuilds(database.control());
        this.switching = new Switching(database);
        this.pruning = new Pruning(database);
        this.clock = clock;
    }

    List<VersionResource> versions() {
        return versions.all().stream().map(VersionResource::of).toList();
    }

    List<RebuildResource> newest() {
        return rebuilds.newest(NEWEST).stream().map(RebuildResource::of).toList();
    }

    Rebuild find(String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .flatMap(rebuilds::find)
                .orElseThrow(() -> ProblemException.of(ProblemCode.REBUILD_NOT_FOUND));
    }

    Rebuild begin(Kind kind, RebuildGiven given, UserId operator) {
        if (kind == Kind.REBUILD) {
            refuseAThird(given.projections());
        }
        if (kind == Kind.VERIFY && given.projections().stream().noneMatch(Projection::isCompared)) {
            throw ProblemException.invalid(
                    "projection", "can't be verified: its rows go by time, so two versions of it needn't be equal");
        }
        return begin(
                "",
                new Plan(kind, given.projections(), given.when(), List.of(), null, operator.value(), clock.instant()));
    }

    /** Each version that is kept current costs a projector and its connections: two at most are provided for. */
    private void refuseAThird(Set<Projection> projections) {
        rebuilds.open().ifPresent(ReplayVerbs::refuseBeside);
        versions.all().stream()
                .filter(version -> version.state() == Version.State.STANDBY)
                .filter(version -> projections.contains(version.projection()))
                .findFirst()
                .ifPresent(standby -> {
                    throw ProblemException.of(
                            ProblemCode.REBUILD_STATE,
                            "Of %s, %s is still kept current, to roll back to. Drop it first: replay prune."
                                    .formatted(standby.projection().wire(), standby.schema()));
                });
    }

    private static void refuseBeside(Rebuild other) {
        throw ProblemException.of(ProblemCode.REBUILD_IN_PROGRESS, "At work is " + other.id() + ".");
    }

    /** @param schema that is to be filled; empty for the next number */
    Rebuild begin(String schema, Plan plan) {
        String id = Ids.rebuild();
        if (!rebuilds.request(id, schema, plan)) {
            String other = rebuilds.open().map(Rebuild::id).orElse("one that has just ended");
            throw ProblemException.of(ProblemCode.REBUILD_IN_PROGRESS, "At work is " + other + ".");
        }
        return find(id);
    }

    /** What is at work already, where it is what somebody asks for. */
    Optional<Rebuild> atWork(Plan plan) {
        return rebuilds.open().filter(open -> open.plan().isSameAs(plan));
    }

    /**
     * Sees that a schema of this name can be made; what work that is over has left half made under it is dropped.
     *
     * @param schema no version that is numbered
     */
    void makeRoom(String schema) {
        rebuilds.open().ifPresent(ReplayVerbs::refuseBeside);
        if (versions.isBeingBuilt(schema)) {
            log.info("{}, which was left half made, is dropped to be made again", schema);
            pruning.schema(schema, clock.instant());
        }
        if (versions.isThere(schema) || versions.isOurs(schema)) {
            throw ProblemException.of(ProblemCode.SCHEMA_TAKEN);
        }
    }

    Rebuild wish(String id, Wish wish) {
        Set<State> in = switch (wish) {
            case PAUSE -> Set.of(State.QUEUED, State.RUNNING);
            case RESUME -> Set.of(State.PAUSED);
            case SWITCH -> Set.of(State.READY);
            case CANCEL -> Set.of(State.QUEUED, State.RUNNING, State.PAUSED, State.READY);
        };
        Rebuild found = find(id);
        if (!rebuilds.wish(id, wish, in)) {
            throw notNow(found, wish.wire());
        }
        return find(id);
    }

    /** Has the versions read again that were before this rebuild's. */
    List<VersionResource> rollback(String id) {
        Rebuild rebuild = find(id);
        rebuilds.open().ifPresent(open -> {
            throw ProblemException.of(
                    ProblemCode.REBUILD_STATE,
                    open.id() + " is at work: roll back when it is over, or cancel it first.");
        });
        var read = versions.all().stream()
                .filter(version -> version.schema().equals(rebuild.schema()))
                .filter(version -> version.state() == Version.State.ACTIVE)
                .map(Version::projection)
                .collect(Collectors.toSet());
        if (read.isEmpty()) {
            throw notNow(rebuild, "rollback");
        }
        Map<String, Set<Projection>> back = read.stream()
                .collect(Collectors.groupingBy(
                        projection -> versions.predecessor(projection)
                                .map(Version::schema)
                                .orElseThrow(() -> notNow(rebuild, "rollback")),
                        Collectors.toSet()));
        back.forEach(this::switchTo);
        return versions();
    }

    private void switchTo(String schema, Set<Projection> projections) {
        for (int i = 0; i < SWITCH_ATTEMPTS; i++) {
            if (switching.to(schema, projections, clock.instant(), Switching.PATIENCE)) {
                return;
            }
        }
        throw ProblemException.later(
                ProblemCode.NOT_CAUGHT_UP, schema + " isn't where the version is that is read now.", 2);
    }

    /**
     * Gives back the room of every version that isn't read, but for those of the past; or of one alone.
     *
     * @param schema that one; null for all
     */
    List<VersionResource> prune(@Nullable String schema) {
        if (rebuilds.open().isPresent()) {
            throw ProblemException.of(ProblemCode.REBUILD_IN_PROGRESS, "Prune when it is over, or cancel it first.");
        }
        var gone = schema == null ? pruning.all(clock.instant()) : pruning.schema(schema, clock.instant());
        if (schema != null && gone.isEmpty()) {
            throw ProblemException.of(
                    ProblemCode.SCHEMA_NOT_FOUND, "There is no version " + schema + " that isn't read.");
        }
        return gone.stream().map(VersionResource::of).toList();
    }

    private static ProblemException notNow(Rebuild rebuild, String verb) {
        return ProblemException.of(
                ProblemCode.REBUILD_STATE,
                "It is " + rebuild.status().state().wire() + ", so there is no " + verb + ".");
    }
}
