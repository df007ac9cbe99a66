package io.roundtable.runtime.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.Topics;
import io.roundtable.persistence.version.Projection;
import io.roundtable.runtime.ForeignRecords;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.StreamsFailures;
import io.roundtable.runtime.projection.PartitionProgress.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.jooq.DSLContext;

/** The projector as it runs: keeps the tables up with the log, from wherever they are. */
public final class Projector implements AutoCloseable {

    /** The id of the Streams application of the first version, and the prefix of the others'; group offsets mean nothing. */
    public static final String APPLICATION_ID = "roundtable-projector";

    private static final String FIRST = "projection_1";

    private static final Duration CLOSE = Duration.ofSeconds(10);

    /** Who is behind for this long without moving isn't at work. */
    private static final Duration STANDSTILL = Duration.ofSeconds(30);

    private static final String KEEPS_IT =
            "it tries again by itself; if it stays so, see what keeps it: its log, and the database";

    private final KafkaStreams streams;
    private final ForeignRecords foreign;
    private final Progress progress;
    private final Lag lag;
    private final StreamsFailures failures;
    private final Map<Meter, MeterRegistry> meters = new HashMap<>();
    private volatile Instant since;

    private Projector(KafkaStreams streams, ForeignRecords foreign, Progress progress, Lag lag, Clock clock) {
        this.streams = streams;
        this.foreign = foreign;
        this.progress = progress;
        this.lag = lag;
        this.failures = new StreamsFailures("the projector", clock);
        this.since = clock.instant();
        streams.setStateListener((_, _) -> since = clock.instant());
        streams.setUncaughtExceptionHandler(failures);
    }

    /** Kafka's ids of the topics that are projected, which checkpoints are bound to. */
    public record TopicIds(String events, String replies, String deadLetters) {

        /** Of the topic that a projection is made from. */
        public String of(Projection projection) {
            return switch (projection) {
                case EVENTS -> events;
                case OUTCOMES -> replies;
                case POISON -> deadLetters;
            };
        }
    }

    /**
     * What is written.
     *
     * @param schema of the version
     * @param sql over that schema
     * @param projections those that this version has
     */
    public record Target(String schema, DSLContext sql, Set<Projection> projections) {

        /** The id of the Streams application that writes it. */
        String applicationId() {
            return schema.equals(FIRST) ? APPLICATION_ID : APPLICATION_ID + "-" + schema;
        }
    }

    /** Starts it. */
    public static Projector start(
            ProjectorSettings settings, Target target, TopicIds ids, MeterRegistry registry, Clock clock) {
        var progress = new Progress(clock);
        var foreign = new ForeignRecords(settings.kafka(), "projector", settings.schemas());
        var followers = target.projections().stream()
                .map(projection -> Followers.live(projection, target.sql(), ids))
                .toList();
        var projecting = ProjectionTopology.of(followers, foreign::keep, progress, settings.tuning());
        var lag = new Lag(settings.kafka(), progress, clock);
        var properties = ProjectorProperties.of(settings, target.applicationId());
        var streams = new KafkaStreams(projecting.topology(), properties, projecting.clients());
        var projector = new Projector(streams, foreign, progress, lag, clock);
        projector.measure(registry, target.schema());
        projector.streams.start();
        return projector;
    }

    private void measure(MeterRegistry registry, String version) {
        keep(
                registry,
                Gauge.builder("roundtable.projection.lag.events", lag, l -> l.total(Topics.EVENTS))
                        .description("records of the events topic that are not in the tables yet")
                        .tag("version", version)
                        .register(registry));
        keep(
                registry,
                Gauge.builder("roundtable.projection.lag.seconds", lag, l -> l.seconds(Topics.EVENTS))
                        .description("age of the oldest record of the events topic that is not in the tables yet")
                        .tag("version", version)
                        .register(registry));
        keep(
                registry,
                Gauge.builder("roundtable.projection.standstill.seconds", lag, l -> l.standstill(Topics.EVENTS))
                        .description(
                                "how long the partition that has stood still longest has been behind without moving")
                        .tag("version", version)
                        .register(registry));
        keep(
                registry,
                Gauge.builder("roundtable.projection.stopped.partitions", progress, Projector::stopped)
                        .description("partitions whose projection has stopped and needs a person")
                        .tag("version", version)
                        .register(registry));
    }

    private void keep(MeterRegistry registry, Meter meter) {
        meters.put(meter, registry);
    }

    /** The Streams application, for its metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    /**
     * @param read those of its projections that queries are answered from: what is wrong with others is said, and makes
     *     nothing unready
     */
    public List<RoleStatus> status(Set<Projection> read) {
        var topics = read.stream().map(Followers::topic).collect(Collectors.toSet());
        var parts = new ArrayList<RoleStatus>();
        parts.add(topics.isEmpty() ? wholeStatus().awaitedByNobody() : wholeStatus());
        progress.states().forEach((partition, at) -> {
            var status = status(partition, at);
            parts.add(topics.contains(partition.topic()) ? status : status.awaitedByNobody());
        });
        return parts;
    }

    private RoleStatus wholeStatus() {
        var state = streams.state();
        String failure = failures.current();
        boolean running = state == KafkaStreams.State.RUNNING && failure == null;
        String action = running
                ? null
                : failure == null
                        ? "wait while it joins its group; if it stays so, read its log and restart it"
                        : "mend what it says; it tries again by itself, at least every 10 s";
        String detail = failure == null ? state.name().toLowerCase(Locale.ROOT) : failure;
        return new RoleStatus("streams", running, null, since, detail, action);
    }

    private RoleStatus status(TopicPartition partition, PartitionProgress at) {
        var since = at.times().since();
        Long behind = lag.of(partition);
        return switch (at.condition()) {
            case Condition.Stopped(String why) ->
                new RoleStatus(partition.toString(), false, behind, since, why, "see " + Runbook.STOPPED);
            case Condition.Waiting(String why) ->
                new RoleStatus(partition.toString(), false, behind, since, why, KEEPS_IT);
            case Condition.Going() -> {
                Duration still = lag.still(partition);
                boolean stands = still.compareTo(STANDSTILL) >= 0;
                String where = "at offset " + at.offsets().settled();
                String detail = stands ? where + ", where it has stood for " + still.toSeconds() + " s" : where;
                yield new RoleStatus(partition.toString(), !stands, behind, since, detail, stands ? KEEPS_IT : null);
            }
        };
    }

    @Override
    public void close() {
        failures.close();
        streams.close(CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        meters.forEach((meter, registry) -> registry.remove(meter));
        foreign.close();
        lag.close();
    }

    private static double stopped(Progress progress) {
        return progress.states().values().stream()
                .filter(at -> at.condition() instanceof Condition.Stopped)
                .count();
    }
}
