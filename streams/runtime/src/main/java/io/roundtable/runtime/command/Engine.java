package io.roundtable.runtime.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.engine.Deciders;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.StreamsFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The engine as it runs: decides the commands of the partitions that it is given. */
public final class Engine implements AutoCloseable {

    /** The id of the Streams application, and the prefix of its changelogs. */
    public static final String APPLICATION_ID = "roundtable-engine";

    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final TimerAppender appender;
    private volatile Instant since;

    private Engine(KafkaStreams streams, TimerAppender appender, Clock clock) {
        this.streams = streams;
        this.appender = appender;
        this.since = clock.instant();
        streams.setStateListener((_, _) -> since = clock.instant());
        streams.setUncaughtExceptionHandler(new StreamsFailures("engine", clock));
    }

    /** Starts it; it takes part as soon as its stores are restored. */
    public static Engine start(EngineSettings settings, Partitions partitions, MeterRegistry registry, Clock clock) {
        var codec = new RecordCodec("/roundtable/engine", settings.schemas());
        var appender = new TimerAppender(TimerAppender.producer(settings.bootstrapServers()), codec, partitions, clock);
        var metrics = new EngineMetrics(registry);
        var topology = EngineTopology.build(() ->
                new CommandProcessor(new Handling(codec, partitions, new Deciders()), settings, appender, metrics));
        var engine = new Engine(new KafkaStreams(topology, properties(settings)), appender, clock);
        engine.streams.start();
        return engine;
    }

    /** The Streams application, for its metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    public List<RoleStatus> status() {
        var state = streams.state();
        boolean ready = state == KafkaStreams.State.RUNNING;
        long lag = streams.allLocalStorePartitionLags().values().stream()
                .flatMap(lags -> lags.values().stream())
                .mapToLong(store -> Math.max(0, store.offsetLag()))
                .sum();
        String action = ready
                ? null
                : state == KafkaStreams.State.ERROR
                        ? "read the log of the engine for the cause, and restart it"
                        : "wait: it joins its group and restores its stores";
        return List.of(
                new RoleStatus("streams", ready, lag, since, state.name().toLowerCase(java.util.Locale.ROOT), action));
    }

    @Override
    public void close() {
        streams.close(CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        appender.close();
    }

    private static Properties properties(EngineSettings settings) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.tuning().commitInterval().toMillis());
        properties.put(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.tuning().threads());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put("group.protocol", "classic");
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                "engine-" + settings.instance());
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 4 * 1024 * 1024);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
        return properties;
    }
}
