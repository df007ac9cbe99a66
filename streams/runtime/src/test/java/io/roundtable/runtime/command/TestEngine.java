package io.roundtable.runtime.command;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Reply;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.Encoded;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.engine.Deciders;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The engine's topology on one partition, with a clock that only the test moves. */
final class TestEngine implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    static final Duration WINDOW = Duration.ofHours(1);
    static final RecordCodec CODEC = new RecordCodec("/roundtable/test", RecordCodec.DEFAULT_SCHEMAS);

    /** What a test may want otherwise. */
    record Parts(
            Partitions partitions,
            Rules rules,
            Function<String, KeyValueBytesStoreSupplier> stores,
            MockProducer<byte[], byte[]> timers) {

        static final Parts USUAL = new Parts(
                new Partitions(1),
                Rules.of(new Deciders()),
                Stores::persistentKeyValueStore,
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));

        Parts with(MockProducer<byte[], byte[]> other) {
            return new Parts(partitions, rules, stores, other);
        }

        Parts with(Rules other) {
            return new Parts(partitions, other, stores, timers);
        }

        Parts with(Partitions other) {
            return new Parts(other, rules, stores, timers);
        }

        Parts with(Function<String, KeyValueBytesStoreSupplier> other) {
            return new Parts(partitions, rules, other, timers);
        }
    }

    final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> commands;
    private Instant now = NOON;

    TestEngine(Path dir) {
        this(dir, Parts.USUAL);
    }

    TestEngine(Path dir, Parts parts) {
        this(dir, parts, new FakeLogs());
    }

    TestEngine(Path dir, Parts parts, Logs logs) {
        var tuning = new EngineSettings.Tuning(1, Duration.ofMillis(5), WINDOW, Duration.ofSeconds(1));
        var settings =
                new EngineSettings(KafkaAccess.of("nowhere:9092"), "test", dir, RecordCodec.DEFAULT_SCHEMAS, tuning);
        var appender = new TimerAppender(parts.timers(), CODEC, parts.partitions(), Clock.fixed(NOON, ZoneOffset.UTC));
        var progress = new EngineProgress(Clock.fixed(NOON, ZoneOffset.UTC));
        var metrics = new EngineMetrics(new SimpleMeterRegistry(), progress);
        var pace = new CommitPace(tuning.commitInterval(), System::nanoTime);
        var engineParts = new EngineParts(appender, metrics, logs, progress, pace);
        var topology = EngineTopology.build(
                () -> new CommandProcessor(
                        new Handling(CODEC, parts.partitions(), parts.rules()), settings, engineParts),
                parts.stores(),
                1);
        driver = new TopologyTestDriver(topology, EngineProperties.of(settings, 1), NOON);
        commands = driver.createInputTopic(Topics.COMMANDS, new ByteArraySerializer(), new ByteArraySerializer());
    }

    TestEngine give(CommandEnvelope envelope) {
        return give(CODEC.encode(envelope, NOON));
    }

    TestEngine give(Encoded encoded) {
        return raw(encoded.keyBytes(), encoded.value(), encoded.headers());
    }

    TestEngine raw(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        commands.pipeInput(new TestRecord<>(key, value, headers, now));
        return this;
    }

    /** Moves the broker's time, and nothing else. */
    TestEngine at(Instant brokerTime) {
        now = brokerTime;
        return this;
    }

    TestEngine after(Duration passed) {
        return at(now.plus(passed));
    }

    List<EventEnvelope> events() {
        return read(Topics.EVENTS).stream()
                .map(entry -> CODEC.event(entry.headers(), entry.value()))
                .toList();
    }

    List<Reply> replies() {
        return read(Topics.REPLIES).stream()
                .map(entry -> CODEC.reply(entry.headers(), entry.value()))
                .toList();
    }

    Reply reply() {
        return replies().getLast();
    }

    List<TestRecord<byte[], byte[]>> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** Every byte of what was written since the last look. */
    List<String> written() {
        var lines = new ArrayList<String>();
        for (String topic : List.of(Topics.EVENTS, Topics.REPLIES, Topics.DEAD_LETTERS)) {
            read(topic).forEach(entry -> lines.add(text(topic, entry)));
        }
        return lines;
    }

    /** All but how far the partition has come. */
    Map<String, String> rows(String store) {
        var rows = new TreeMap<String, String>();
        KeyValueStore<Bytes, byte[]> open = driver.getKeyValueStore(store);
        try (var all = open.all()) {
            all.forEachRemaining(entry -> rows.put(entry.key.toString(), Arrays.toString(entry.value)));
        }
        rows.remove("p");
        return rows;
    }

    private static String text(String topic, TestRecord<byte[], byte[]> entry) {
        var headers = new StringBuilder();
        entry.headers()
                .forEach(header -> headers.append(header.key()).append('=').append(Arrays.toString(header.value())));
        return topic + entry.timestamp() + headers + Arrays.toString(entry.key()) + Arrays.toString(entry.value());
    }

    @Override
    public void close() {
        driver.close();
    }
}
