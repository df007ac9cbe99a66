package io.roundtable.runtime.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.engine.Deciders;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.StreamsFailures;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.Stores;

/** The engine as it runs: decides the commands of the partitions that it is given. */
public final class Engine implements AutoCloseable {

    /** The id of the Streams application, and the prefix of its changelogs. */
    public static final String APPLICATION_ID = "roundtable-engine";

    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final StreamsFailures failures;
    private final EngineStatus status;
    private final Clients clients;

    private Engine(KafkaStreams streams, StreamsFailures failures, EngineStatus status, Clients clients) {
        this.streams = streams;
        this.failures = failures;
        this.status = status;
        this.clients = clients;
    }

    /** What has to be closed with it. */
    private record Clients(TimerAppender appender, LogReader reader, Admin admin) {}

    /**
     * Starts it; it takes part as soon as its stores are restored.
     *
     * @throws KafkaException where the log of commands can't be described within 30 s
     */
    public static Engine start(EngineSettings settings, Partitions partitions, MeterRegistry registry, Clock clock) {
        var admin = Admin.create(settings.kafka().with(Map.of()));
        int replicas = replicas(admin, settings);
        var reader = new LogReader(settings.kafka());
        var pace = new CommitPace(settings.tuning().commitInterval(), System::nanoTime);
        var supplier = new EngineClients(reader, pace);
        var codec = new RecordCodec("/roundtable/engine", settings.schemas());
        var appender = new TimerAppender(TimerAppender.producer(settings.kafka()), codec, partitions, clock);
        var progress = new EngineProgress(clock);
        var parts = new EngineParts(appender, new EngineMetrics(registry, progress), supplier, progress, pace);
        var handling = new Handling(codec, partitions, Rules.of(new Deciders()));
        var topology = EngineTopology.build(
                () -> new CommandProcessor(handling, settings, parts), Stores::persistentKeyValueStore, replicas);
        var streams = new KafkaStreams(topology, EngineProperties.of(settings, replicas), supplier);
        var failures = new StreamsFailures("the engine", clock);
        streams.setUncaughtExceptionHandler(failures);
        var status = new EngineStatus(streams, failures, progress, new CommandLag(admin), clock);
        streams.start();
        return new Engine(streams, failures, status, new Clients(appender, reader, admin));
    }

    private static int replicas(Admin admin, EngineSettings settings) {
        try {
            LocalStores.keepOnlyThoseOf(settings.stateDirectory(), admin);
            return Changelogs.replicas(admin);
        } catch (KafkaException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    /** The Streams application, for its metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    /** How the whole is, and then each partition that it has; within 2 s, whatever Kafka does. */
    public List<RoleStatus> status() {
        return status.parts();
    }

    @Override
    public void close() {
        failures.close();
        streams.close(CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        clients.appender().close();
        clients.reader().close();
        clients.admin().close(Duration.ofSeconds(1));
    }
}
