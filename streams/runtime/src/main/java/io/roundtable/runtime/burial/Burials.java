package io.roundtable.runtime.burial;

import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.runtime.RoleStatus;
import io.roundtable.runtime.StreamsFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.jooq.DSLContext;

/**
 * Follows the events, and writes each message that was given up to {@link Topics#DEAD_LETTERS}, with the bytes by which
 * it was sent: each once, in a transaction with how far it has come. It follows the log alone, by its group's offsets, so
 * that no rebuild of tables makes it write anything.
 */
public final class Burials implements AutoCloseable {

    /** The id of the Streams application, and of its group. */
    public static final String APPLICATION_ID = "roundtable-burials";

    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final StreamsFailures failures;
    private final Originals originals;
    private volatile Instant since;

    private Burials(KafkaStreams streams, StreamsFailures failures, Originals originals, Clock clock) {
        this.streams = streams;
        this.failures = failures;
        this.originals = originals;
        this.since = clock.instant();
        streams.setStateListener((_, _) -> since = clock.instant());
        streams.setUncaughtExceptionHandler(failures);
    }

    /**
     * Starts it.
     *
     * @param sql over the schema of the projection that is read
     * @param partitions of every topic
     */
    public static Burials start(BurialSettings settings, DSLContext sql, Partitions partitions, Clock clock) {
        var originals = new Originals(new MessagePlaces(sql), new EventLog(settings.kafka()));
        var topology = topology(originals, settings.schemas(), partitions);
        var streams = new KafkaStreams(topology, BurialProperties.of(settings));
        var burials = new Burials(streams, new StreamsFailures("the burials", clock), originals, clock);
        streams.start();
        return burials;
    }

    static Topology topology(Originals originals, String schemas, Partitions partitions) {
        var topology = new Topology();
        topology.addSource("events", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.EVENTS);
        topology.addProcessor("bury", () -> new BurialProcessor(originals, schemas), "events");
        topology.<byte[], byte[]>addSink(
                "dead-letters",
                Topics.DEAD_LETTERS,
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                (_, key, _, _) -> Optional.of(Set.of(partitions.of(RecordCodec.workspace(key)))),
                "bury");
        return topology;
    }

    /** The Streams application, for its metrics. */
    public KafkaStreams streams() {
        return streams;
    }

    /** How the whole is. */
    public List<RoleStatus> status() {
        var state = streams.state();
        String failure = failures.current();
        boolean running = state == KafkaStreams.State.RUNNING && failure == null;
        String detail = failure == null ? state.name().toLowerCase(Locale.ROOT) : failure;
        String action = running ? null : "wait while it tries again by itself; if it stays so, mend what it says";
        return List.of(new RoleStatus("streams", running, null, since, detail, action));
    }

    @Override
    public void close() {
        failures.close();
        originals.stop();
        streams.close(CloseOptions.timeout(CLOSE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        originals.close();
    }
}
