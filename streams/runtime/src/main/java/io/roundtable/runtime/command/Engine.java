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
import java.util.Locale;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** The engine as it runs: decides the commands of the partitions that it is given. */
public final class Engine implements AutoCloseable {

    /** The id of the Streams application, and the prefix of its changelogs. */
    public static final String APPLICATION_ID = "roundtable-engine";

    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final TimerAppender appender;
    private final StreamsFailures failures;
    private volatile Instant since;

    private Engine(KafkaStreams streams, TimerAppender appender, Clock clock) {
        this.streams = streams;
        this.appender = appender;
        this.failures = new StreamsFailures("the engine", clock);
        this.since = clock.instant();
        streams.setStateListener((_, _) -> since = clock.instant());
        streams.setUncaughtExceptionHandler(failures);
    }

    /** Starts it; it takes part as soon as its stores are restored. */
    public static Engine start(EngineSettings settings, Partitions partitions, MeterRegistry registry, Clock clock) {
        var codec = new RecordCodec("/roundtable/engine", settings.schemas());
        var appender = new TimerAppender(TimerAppender.producer(settings.kafka()), codec, partitions, clock);
        var rules = Rules.of(new Deciders());
        var metrics = new EngineMetrics(registry);
        var topology = EngineTopology.build(
                () -> new CommandProcessor(new Handling(codec, partitions, rules), settings, appender, metrics));
        var engine = new Engine(new KafkaStreams(topology, EngineProperties.of(settings)), appender, clock);
        engine.streams.start();
        return engine;
    }

    /** The Streams application, for its metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    public List<RoleStatus> status() {
        var state = streams.state();
        String failure = failures.current();
        boolean ready = state == KafkaStreams.State.RUNNING && failure == null;
        long lag = streams.allLocalStorePartitionLags().values().stream()
                .flatMap(lags -> lags.values().stream())
                .mapToLong(store -> Math.max(0, store.offsetLag()))
                .sum();
        String detail = failure == null ? state.name().toLowerCase(Locale.ROOT) : failure;
        return List.of(new RoleStatus("streams", ready, lag, since, detail, ready ? null : action(state, failure)));
    }

    private static String action(KafkaStreams.State state, @Nullable String failure) {
        if (failure != null) {
            return "mend what it says; it tries again by itself, at least every 10 s";
        }
        return state == KafkaStreams.State.ERROR
                ? "read the log of the engine for the cause, and restart it"
                : "wait: it joins its group and restores its stores";
    }

    @Override
    public void close() {
        failures.close();
        streams.close(CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        appender.close();
    }
}
