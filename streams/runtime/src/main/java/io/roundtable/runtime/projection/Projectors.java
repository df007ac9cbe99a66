package io.roundtable.runtime.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.roundtable.persistence.version.Projection;
import io.roundtable.persistence.version.Version;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.projection.Projector.TopicIds;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps every version current that is read, or may be switched to: a projector for each, as versions come and go. */
public final class Projectors implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Projectors.class);

    private static final long LOOK_EVERY_MS = 500;

    /** For a look that is under way when this is closed, which may be closing a projector. */
    private static final long LAST_LOOK_SECONDS = 15;

    private final ProjectorSettings settings;
    private final TopicIds ids;
    private final Source source;
    private final MeterRegistry registry;
    private final Clock clock;
    private final ScheduledExecutorService watch;

    /** Changed by one thread at a time: that which looks, or, when it has ended, that which closes. */
    private final Map<String, Running> running = new ConcurrentSkipListMap<>();

    private volatile List<Version> versions = List.of();

    private record Running(Set<Projection> projections, Projector projector, KafkaStreamsMetrics metrics) {}

    /**
     * Where versions are.
     *
     * @param followed those that are to be kept current, as of now
     * @param sql over a schema
     */
    public record Source(Supplier<List<Version>> followed, Function<String, DSLContext> sql) {}

    private Projectors(ProjectorSettings settings, TopicIds ids, Source source, MeterRegistry registry, Clock clock) {
        this.settings = settings;
        this.ids = ids;
        this.source = source;
        this.registry = registry;
        this.clock = clock;
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("projection-versions").daemon().factory());
    }

    /** Starts what there is to be followed now, and watches for more. */
    public static Projectors start(
            ProjectorSettings settings, TopicIds ids, Source source, MeterRegistry registry, Clock clock) {
        var projectors = new Projectors(settings, ids, source, registry, clock);
        projectors.follow();
        var _ = projectors.watch.scheduleWithFixedDelay(
                projectors::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        Gauge.builder("roundtable.projection.outdated", projectors, Projectors::outdated)
                .description("projections whose rows were made by another definition than this release has")
                .register(registry);
        return projectors;
    }

    /** A round that fails is tried again in the next. */
    private void look() {
        try {
            follow();
        } catch (DataAccessException e) {
            log.info("the versions can't be read now: {}", e.toString());
        } catch (RuntimeException e) {
            if (watch.isShutdown()) {
                log.info("the versions are followed no longer: {}", e.toString());
            } else {
                log.error("the versions can't be followed now", e);
            }
        }
    }

    private void follow() {
        versions = source.followed().get();
        var wanted = new TreeMap<String, Set<Projection>>();
        versions.forEach(version -> wanted.computeIfAbsent(version.schema(), _ -> EnumSet.noneOf(Projection.class))
                .add(version.projection()));
        Map.copyOf(running).forEach((schema, one) -> {
            if (!one.projections().equals(wanted.get(schema))) {
                stop(schema);
            }
        });
        wanted.forEach((schema, projections) -> {
            if (!running.containsKey(schema) && !watch.isShutdown()) {
                running.put(schema, begin(schema, projections));
            }
        });
    }

    private Running begin(String schema, Set<Projection> projections) {
        log.info("the version {} is kept current: {}", schema, projections);
        var target = new Projector.Target(schema, source.sql().apply(schema), Set.copyOf(projections));
        var projector = Projector.start(settings, target, ids, registry, clock);
        var metrics = new KafkaStreamsMetrics(projector.streams());
        metrics.bindTo(registry);
        return new Running(Set.copyOf(projections), projector, metrics);
    }

    private void stop(String schema) {
        Running stopped = running.remove(schema);
        if (stopped != null) {
            log.info("the version {} is no longer kept current, or not all of it", schema);
            stopped.metrics().close();
            stopped.projector().close();
        }
    }

    /**
     * Of each version, with its schema before the part where there are several. Those that aren't read are always ready,
     * whatever they say: otherwise each rebuild would take every node out of service while its version is begun.
     */
    public List<RoleStatus> status() {
        var parts = new ArrayList<RoleStatus>();
        for (Version version : versions) {
            if (version.state() == Version.State.ACTIVE && version.isOutdated()) {
                parts.add(outdated(version));
            }
        }
        var now = new TreeMap<>(running);
        now.forEach((schema, one) -> one.projector()
                .status(read(schema))
                .forEach(status -> parts.add(now.size() == 1 ? status : named(schema, status))));
        versions.stream()
                .filter(version -> version.state() == Version.State.ACTIVE && !now.containsKey(version.schema()))
                .forEach(version -> parts.add(unbegun(version)));
        return parts;
    }

    private static RoleStatus unbegun(Version version) {
        return new RoleStatus(
                version.schema() + " " + version.projection().wire(),
                false,
                null,
                version.since(),
                "its projector isn't started yet, or is started anew",
                "wait a few seconds; if it stays so, read its log and restart it");
    }

    private Set<Projection> read(String schema) {
        return versions.stream()
                .filter(version -> version.schema().equals(schema) && version.state() == Version.State.ACTIVE)
                .map(Version::projection)
                .collect(Collectors.toSet());
    }

    private RoleStatus outdated(Version version) {
        return new RoleStatus(
                "definition of " + version.projection().wire(),
                true,
                null,
                version.since(),
                "its rows are by definition %d, this release has %d; queries go on with what is there"
                        .formatted(version.definition(), version.projection().definition()),
                "run: infra/roundtable replay rebuild --projection "
                        + version.projection().wire());
    }

    private static RoleStatus named(String schema, RoleStatus status) {
        return new RoleStatus(
                schema + " " + status.part(),
                status.ready(),
                status.lag(),
                status.since(),
                status.detail(),
                status.action());
    }

    private double outdated() {
        return versions.stream()
                .filter(version -> version.state() == Version.State.ACTIVE && version.isOutdated())
                .count();
    }

    @Override
    public void close() {
        watch.shutdown();
        try {
            if (!watch.awaitTermination(LAST_LOOK_SECONDS, TimeUnit.SECONDS)) {
                log.warn("the versions are still being looked at");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.copyOf(running.keySet()).forEach(this::stop);
    }
}
