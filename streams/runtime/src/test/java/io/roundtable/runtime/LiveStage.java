package io.roundtable.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundtable.contract.CommandEnvelope;
import io.roundtable.contract.CommandId;
import io.roundtable.contract.EventEnvelope;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.contract.wire.CloudEventHeaders;
import io.roundtable.contract.wire.RecordCodec;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.Migrations;
import io.roundtable.persistence.projection.PureFold;
import io.roundtable.persistence.projection.TableDump;
import io.roundtable.persistence.version.Projection;
import io.roundtable.runtime.burial.BurialSettings;
import io.roundtable.runtime.burial.Burials;
import io.roundtable.runtime.command.Engine;
import io.roundtable.runtime.command.EngineSettings;
import io.roundtable.runtime.projection.Projector;
import io.roundtable.runtime.projection.ProjectorSettings;
import io.roundtable.testkit.TestDatabase;
import io.roundtable.testkit.TestStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A broker with empty topics and an empty database, and the language in which tests speak about them. */
public final class LiveStage implements AutoCloseable {

    public static final int PARTITIONS = 4;
    public static final RecordCodec CODEC = new RecordCodec("/roundtable/test", RecordCodec.DEFAULT_SCHEMAS);
    public static final Partitions HASH = new Partitions(PARTITIONS);

    private static final String SCHEMA = "projection_1";

    private final TestStack stack = TestStack.isolated();
    private final Path dir;
    private final TestDatabase server = stack.newDatabase();
    private final Database database =
            Database.open(DatabaseSettings.of(server.jdbcUrl(), server.user(), server.password()));
    private final KafkaProducer<byte[], byte[]> producer;
    public final Admin admin;
    public final DSLContext sql;

    public LiveStage(Path dir) {
        this.dir = dir;
        // Streams throws on what a thread died of after it was replaced; that is what some tests are about
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        this.admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
        createTopics(Topics.ALL);
        Migrations.projection(database.unpooled(), SCHEMA);
        this.sql = database.projection(SCHEMA);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "linger.ms", 0, "max.request.size", 10_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public String bootstrapServers() {
        return stack.bootstrapServers();
    }

    public TestDatabase server() {
        return server;
    }

    public void createTopics(List<String> names) {
        get(admin.createTopics(names.stream()
                        .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1).configs(configs(topic)))
                        .toList())
                .all());
    }

    private static Map<String, String> configs(String topic) {
        var configs = new HashMap<String, String>();
        configs.put("max.message.bytes", Integer.toString(Topics.maxRecordBytes(topic)));
        if (topic.equals(Topics.COMMANDS)) {
            configs.put("message.timestamp.type", "LogAppendTime");
        }
        return configs;
    }

    public static <T> T get(java.util.concurrent.Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** With its stores under a directory of the stage's. */
    public Engine engine(String stores) {
        return engine(bootstrapServers(), dir.resolve(stores));
    }

    /** With an operator's word on which partitions go on without commands that are gone. */
    public Engine engine(String stores, Map<Integer, Long> goOnAt) {
        var usual = EngineSettings.Tuning.DEFAULT;
        var tuning = new EngineSettings.Tuning(
                usual.threads(), usual.commitInterval(), usual.duplicateWindow(), usual.timerInterval(), goOnAt);
        return engine(bootstrapServers(), dir.resolve(stores), tuning);
    }

    static Engine engine(String bootstrapServers, Path stores) {
        return engine(bootstrapServers, stores, EngineSettings.Tuning.DEFAULT);
    }

    private static Engine engine(String bootstrapServers, Path stores, EngineSettings.Tuning tuning) {
        var settings = new EngineSettings(
                KafkaAccess.of(bootstrapServers), "one", stores, RecordCodec.DEFAULT_SCHEMAS, tuning);
        return Engine.start(settings, HASH, new SimpleMeterRegistry(), Clock.systemUTC());
    }

    public Projector projector() {
        return projector(new SimpleMeterRegistry());
    }

    public Projector projector(MeterRegistry registry) {
        var settings = new ProjectorSettings(
                KafkaAccess.of(bootstrapServers()), "one", dir.resolve("projector"), ProjectorSettings.Tuning.DEFAULT);
        var ids = new Projector.TopicIds(topicId(Topics.EVENTS), topicId(Topics.REPLIES), topicId(Topics.DEAD_LETTERS));
        var target = new Projector.Target(SCHEMA, sql, EnumSet.allOf(Projection.class));
        return Projector.start(settings, target, ids, registry, Clock.systemUTC());
    }

    public Burials burials() {
        return burials(bootstrapServers(), dir.resolve("burials"), sql);
    }

    static Burials burials(String bootstrapServers, Path directory, DSLContext sql) {
        var settings =
                new BurialSettings(KafkaAccess.of(bootstrapServers), "one", directory, RecordCodec.DEFAULT_SCHEMAS);
        return Burials.start(settings, sql, HASH, Clock.systemUTC());
    }

    /** Over a projection's tables in another VM. */
    static DSLContext tables(Database of) {
        return of.projection(SCHEMA);
    }

    public String topicId(String topic) {
        var described = get(admin.describeTopics(List.of(topic)).allTopicNames());
        return Objects.requireNonNull(described.get(topic)).topicId().toString();
    }

    public void give(CommandEnvelope envelope) {
        var encoded = CODEC.encode(envelope, Clock.systemUTC().instant());
        append(
                Topics.COMMANDS,
                HASH.of(envelope.command().workspaceId()),
                encoded.keyBytes(),
                encoded.value(),
                encoded.headers());
    }

    public void give(List<CommandEnvelope> envelopes) {
        envelopes.forEach(this::give);
        producer.flush();
    }

    /** An event as the engine would have written it. */
    public void tell(int partition, EventEnvelope event) {
        var encoded = CODEC.encode(event);
        append(Topics.EVENTS, partition, encoded.keyBytes(), encoded.value(), encoded.headers());
        producer.flush();
    }

    /** The same, as of some time. */
    public void tell(int partition, EventEnvelope event, Instant at) {
        var encoded = CODEC.encode(event);
        get(producer.send(new ProducerRecord<>(
                Topics.EVENTS, partition, at.toEpochMilli(), encoded.keyBytes(), encoded.value(), encoded.headers())));
    }

    public void append(String topic, int partition, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        var _ = producer.send(new ProducerRecord<>(topic, partition, key, value, headers), (_, fault) -> {
            if (fault != null) {
                throw new IllegalStateException(fault);
            }
        });
    }

    public void flush() {
        producer.flush();
    }

    /** All that is committed now, partition by partition. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
                consumer.poll(Duration.ofMillis(50)).forEach(found::add);
            }
        }
        return found;
    }

    /** The ids of the commands that were given and answered, as often as they were; timers add some of their own. */
    public List<CommandId> answered() {
        return read(Topics.REPLIES).stream()
                .filter(entry -> isOurs(entry, "ce_causationid"))
                .map(entry -> CODEC.reply(entry.headers(), entry.value()).commandId())
                .filter(id -> !id.value().startsWith(CommandId.TIMER_PREFIX))
                .toList();
    }

    /** The engine's events by partition, in order. */
    public Map<Integer, List<EventEnvelope>> events() {
        var events = new TreeMap<Integer, List<EventEnvelope>>();
        read(Topics.EVENTS).stream()
                .filter(entry -> isOurs(entry, CloudEventHeaders.SEQUENCE))
                .forEach(entry -> events.computeIfAbsent(entry.partition(), _ -> new ArrayList<>())
                        .add(CODEC.event(entry.headers(), entry.value())));
        return events;
    }

    private static boolean isOurs(ConsumerRecord<byte[], byte[]> entry, String header) {
        return entry.headers().lastHeader(header) != null;
    }

    /** Every row of the tables, in an order of its own. */
    public List<String> rows() {
        var lines = new ArrayList<String>();
        TableDump.lines(sql, lines::add);
        return lines.stream().sorted().toList();
    }

    /** Throws the tables away and makes them anew, empty. */
    public void clearTables() {
        sql.execute("drop schema " + SCHEMA + " cascade");
        Migrations.projection(database.unpooled(), SCHEMA);
    }

    /** What the rows have to be. */
    public List<String> folded() {
        var lines = new ArrayList<String>();
        events().forEach((partition, events) -> {
            var fold = new PureFold(partition);
            events.forEach(fold::apply);
            lines.addAll(fold.lines());
        });
        return lines.stream().sorted().toList();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        database.close();
        stack.close();
    }
}
