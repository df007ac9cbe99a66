package io.roundtable.app.role;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.roundtable.app.UserError;
import io.roundtable.app.settings.Settings;
import io.roundtable.app.topics.TopicSetup;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.contract.Partitions;
import io.roundtable.contract.Topics;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.version.Versions;
import io.roundtable.runtime.audit.Auditor;
import io.roundtable.runtime.burial.BurialSettings;
import io.roundtable.runtime.burial.Burials;
import io.roundtable.runtime.command.Engine;
import io.roundtable.runtime.command.EngineSettings;
import io.roundtable.runtime.courier.Courier;
import io.roundtable.runtime.courier.CourierSettings;
import io.roundtable.runtime.courier.Post;
import io.roundtable.runtime.projection.Projector;
import io.roundtable.runtime.projection.ProjectorSettings;
import io.roundtable.runtime.projection.Projectors;
import io.roundtable.runtime.replay.ReplayWorker;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jooq.DSLContext;

/** Starts engine, projector, burials and courier from the settings of the process. */
final class StreamsRoles {

    private static final int TIMEOUT_SECONDS = 30;

    private final Settings settings;
    private final MeterRegistry registry;
    private final Clock clock;

    StreamsRoles(Settings settings, MeterRegistry registry, Clock clock) {
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
    }

    Engine engine() {
        var streams = settings.streams();
        var defaults = EngineSettings.Tuning.DEFAULT;
        var tuning = new EngineSettings.Tuning(
                streams.threads(),
                defaults.commitInterval(),
                streams.duplicateWindow(),
                defaults.timerInterval(),
                settings.kafka().commandsGivenUp());
        var engineSettings = new EngineSettings(
                access(),
                streams.instance(),
                streams.stateDir().resolve("engine"),
                streams.schemaBase() + "/schemas/",
                tuning);
        var partitions =
                new Partitions(topic(topics(), Topics.COMMANDS).partitions().size());
        Engine engine = Engine.start(engineSettings, partitions, registry, clock);
        new KafkaStreamsMetrics(engine.streams()).bindTo(registry);
        return engine;
    }

    /** @param database of its own */
    Projectors projectors(Database database) {
        var versions = new Versions(database);
        var source = new Projectors.Source(versions::followed, database::projection);
        return Projectors.start(projectorSettings(), topicIds(), source, registry, clock);
    }

    /** @param database of its own, whose statements may take an hour */
    ReplayWorker replay(Database database) {
        return ReplayWorker.start(projectorSettings(), database, topicIds(), clock);
    }

    /** @param database one connection of it */
    Auditor audit(Database database) {
        return Auditor.start(access(), database, registry, clock);
    }

    private ProjectorSettings projectorSettings() {
        var defaults = ProjectorSettings.Tuning.DEFAULT;
        return new ProjectorSettings(
                access(),
                settings.streams().instance(),
                settings.streams().stateDir().resolve("projector"),
                settings.streams().schemaBase() + "/schemas/",
                new ProjectorSettings.Tuning(
                        settings.streams().threads(), defaults.flushInterval(), defaults.maxBatch()));
    }

    private Projector.TopicIds topicIds() {
        var topics = topics();
        return new Projector.TopicIds(
                topic(topics, Topics.EVENTS).topicId().toString(),
                topic(topics, Topics.REPLIES).topicId().toString(),
                topic(topics, Topics.DEAD_LETTERS).topicId().toString());
    }

    /** @param sql over the schema of the projection that is read */
    Burials burials(DSLContext sql) {
        var streams = settings.streams();
        var burialSettings = new BurialSettings(
                access(),
                streams.instance(),
                streams.stateDir().resolve("burials"),
                streams.schemaBase() + "/schemas/");
        var partitions =
                new Partitions(topic(topics(), Topics.EVENTS).partitions().size());
        Burials burials = Burials.start(burialSettings, sql, partitions, clock);
        new KafkaStreamsMetrics(burials.streams()).bindTo(registry);
        return burials;
    }

    /** @param sql over the schema of the projection's version */
    Courier courier(DSLContext sql, Post post) {
        var partitions =
                new Partitions(topic(topics(), Topics.COMMANDS).partitions().size());
        try (var admin = Admin.create(access().with(Map.of()))) {
            TopicSetup.requireCourierGroup(admin);
        }
        var courierSettings = new CourierSettings(
                access(), settings.streams().schemaBase() + "/schemas/", CourierSettings.DEFAULT_IN_FLIGHT);
        return Courier.start(courierSettings, sql, post, new Courier.Around(partitions, registry, clock));
    }

    private KafkaAccess access() {
        return new KafkaAccess(
                settings.kafka().bootstrapServers(), settings.kafka().client());
    }

    private Map<String, TopicDescription> topics() {
        try (var admin = Admin.create(access().with(Map.of()))) {
            return admin.describeTopics(Topics.ALL).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new UserError(
                    "the topics can't be read at " + settings.kafka().bootstrapServers()
                            + "; is Kafka up, and has 'roundtable topics apply' been run?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted while reading the topics", e);
        }
    }

    private static TopicDescription topic(Map<String, TopicDescription> topics, String name) {
        return Objects.requireNonNull(topics.get(name));
    }
}
