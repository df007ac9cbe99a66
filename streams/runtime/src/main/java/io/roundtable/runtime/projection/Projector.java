package io.roundtable.runtime.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.Topics;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.StreamsFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jooq.DSLContext;

/** The projector as it runs: keeps the tables up with the log, from wherever they are. */
public final class Projector implements AutoCloseable {

    /** The id of the Streams application; its group offsets mean nothing. */
    public static final String APPLICATION_ID = "roundtable-projector";

    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final ForeignRecords foreign;
    private final Progress progress;
    private final Lag lag;
    private volatile Instant since;

    private Projector(KafkaStreams streams, ForeignRecords foreign, Progress progress, Lag lag, Clock clock) {
        this.streams = streams;
        this.foreign = foreign;
        this.progress = progress;
        this.lag = lag;
        this.since = clock.instant();
        streams.setStateListener((_, _) -> since = clock.instant());
        streams.setUncaughtExceptionHandler(new StreamsFailures("the projector", clock));
    }

    /** Kafka's ids of the topics that are projected, which checkpoints are bound to. */
    public record TopicIds(String events, String replies) {}

    /**
     * Starts it.
     *
     * @param sql over the schema of the projection's version
     */
    public static Projector start(
            ProjectorSettings settings, DSLContext sql, TopicIds ids, MeterRegistry registry, Clock clock) {
        var progress = new Progress(clock);
        var foreign = new ForeignRecords(settings.bootstrapServers());
        var events = new EventFollower(sql, ids.events());
        var outcomes = new OutcomeFollower(sql, ids.replies());
        var topology = new Topology();
        add(topology, events, foreign, progress, settings);
        add(topology, outcomes, foreign, progress, settings);
        var clients = new CheckpointClients(new Seeker(List.of(events, outcomes), progress));
        var lag = new Lag(settings.bootstrapServers(), progress);
        var projector =
                new Projector(new KafkaStreams(topology, properties(settings), clients), foreign, progress, lag, clock);
        Gauge.builder("roundtable.projection.lag.events", lag, l -> l.total(Topics.EVENTS))
                .description("records of the events topic that are not in the tables yet")
                .register(registry);
        Gauge.builder("roundtable.projection.stopped.partitions", progress, Projector::stopped)
                .description("partitions whose projection has stopped and needs a person")
                .register(registry);
        projector.streams.start();
        return projector;
    }

    /** The Streams application, for its metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    public List<RoleStatus> status() {
        var parts = new ArrayList<RoleStatus>();
        var state = streams.state();
        boolean running = state == KafkaStreams.State.RUNNING;
        parts.add(new RoleStatus(
                "streams",
                running,
                null,
                since,
                state.name().toLowerCase(Locale.ROOT),
                running ? null : "wait while it joins its group; if it stays so, read its log and restart it"));
        progress.states().forEach((partition, at) -> {
            String stopped = at.stopped();
            parts.add(new RoleStatus(
                    partition.toString(),
                    stopped == null,
                    lag.of(partition),
                    at.since(),
                    stopped == null ? "at offset " + at.offset() : stopped,
                    stopped == null ? null : "see infra/docs/runbooks/projection-stopped.md"));
        });
        return parts;
    }

    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        foreign.close();
        lag.close();
    }

    private static double stopped(Progress progress) {
        return progress.states().values().stream()
                .filter(at -> at.stopped() != null)
                .count();
    }

    private static <T> void add(
            Topology topology,
            Follower<T> follower,
            ForeignRecords foreign,
            Progress progress,
            ProjectorSettings settings) {
        String source = "read-" + follower.topic();
        topology.addSource(source, new ByteArrayDeserializer(), new ByteArrayDeserializer(), follower.topic());
        topology.addProcessor(
                "project-" + follower.topic(),
                () -> new ProjectionProcessor<>(follower, foreign, progress, settings.tuning()),
                source);
    }

    private static Properties properties(ProjectorSettings settings) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.tuning().threads());
        properties.put(
                StreamsConfig.POLL_MS_CONFIG, settings.tuning().flushInterval().toMillis());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 30_000);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put("group.protocol", "classic");
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                "projector-" + settings.instance());
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "none");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        return properties;
    }
}
