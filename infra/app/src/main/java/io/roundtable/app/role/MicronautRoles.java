package io.roundtable.app.role;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.roundtable.app.settings.Settings;
import io.roundtable.contract.KafkaAccess;
import io.roundtable.http.HttpSettings;
import io.roundtable.http.ReadModel;
import io.roundtable.http.command.CommandLog;
import io.roundtable.http.identity.FirstOperator;
import io.roundtable.http.identity.IdentitySettings;
import io.roundtable.http.identity.NewAccount;
import io.roundtable.http.installation.CourierBacklog;
import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import io.roundtable.persistence.Migrations;
import io.roundtable.persistence.identity.MasterKey;
import io.roundtable.persistence.identity.WebhookSecrets;
import io.roundtable.persistence.version.ReadViews;
import io.roundtable.persistence.version.Versions;
import io.roundtable.runtime.courier.Backlog;
import io.roundtable.runtime.courier.SignedPost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts roles: the HTTP side and its health under Micronaut, the Streams applications beside it. */
public final class MicronautRoles implements RoleStarter {

    /** The largest body of all, that of a batch, and room for what surrounds it. */
    private static final int MAX_REQUEST_BYTES = 9 * 1024 * 1024;

    /** Longer than any wait for an answer. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    private static final int COURIER_CONNECTIONS = 8;
    private static final int REPLAY_CONNECTIONS = 6;

    private static final Duration READ_WAIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(10);

    @Override
    public RunningRoles start(Settings settings, Set<Role> roles) {
        var clock = Clock.systemUTC();
        var stack = new StartedParts();
        try {
            Database database = roles.contains(Role.API) ? stack.keep(Database.open(access(settings))) : null;
            if (database != null) {
                migrate(database);
            }
            var health = new RoleReadiness();
            Api api = database == null ? null : new Api(database, stack.keep(new Backlog(kafka(settings)))::records);
            ApplicationContext context = stack.keep(context(settings, api, health, clock));
            var registry = context.getBean(MeterRegistry.class);
            if (database != null) {
                database.pool().setMetricRegistry(registry);
            }
            var streams = new StreamsRoles(settings, registry, clock);
            if (roles.contains(Role.ENGINE)) {
                health.engine(stack.keep(streams.engine()));
            }
            if (roles.contains(Role.PROJECTOR)) {
                Database own = stack.keep(projectorDatabase(settings, registry));
                if (database == null) {
                    migrate(own);
                }
                health.projector(stack.keep(streams.projectors(own)));
                health.burials(stack.keep(streams.burials(own.projection(ReadViews.SCHEMA))));
                Database replays = stack.keep(replayDatabase(settings));
                health.replay(stack.keep(streams.replay(replays)));
                var _ = stack.keep(streams.audit(replays));
            }
            if (roles.contains(Role.COURIER)) {
                Database own = stack.keep(courierDatabase(settings, registry));
                if (!roles.contains(Role.API) && !roles.contains(Role.PROJECTOR)) {
                    migrate(own);
                }
                var secrets = new WebhookSecrets(own.identity(), masterKey(settings));
                var post = stack.keep(SignedPost.to(settings.webhooks().destinations(), secrets, clock));
                health.courier(stack.keep(streams.courier(own.projection(ReadViews.SCHEMA), post)));
            }
            if (roles.contains(Role.API)) {
                stack.keep(new KafkaClientMetrics(
                                context.getBean(CommandLog.class).producer()))
                        .bindTo(registry);
                ensureOperator(settings, context);
            }
            EmbeddedServer server = context.getBean(EmbeddedServer.class);
            server.start();
            return stack.listening(server.getPort());
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** What the HTTP side is given. */
    private record Api(Database database, CourierBacklog backlog) {}

    private static KafkaAccess kafka(Settings settings) {
        return new KafkaAccess(
                settings.kafka().bootstrapServers(), settings.kafka().client());
    }

    private static DatabaseSettings access(Settings settings) {
        var given = settings.database();
        return DatabaseSettings.of(given.url(), given.user(), given.password()).withPoolSize(given.poolSize());
    }

    /**
     * A connection for each of its threads, of two versions, one for burials and one to spare, which no reader can take
     * from it.
     */
    private static Database projectorDatabase(Settings settings, MeterRegistry registry) {
        var access = access(settings).withPoolSize(2 * settings.streams().threads() + 2);
        var database = Database.open("roundtable-projector", access);
        database.pool().setMetricRegistry(registry);
        return database;
    }

    /** For one rebuild at a time, whose statements take as long as tables are large, and for the audit. */
    private static Database replayDatabase(Settings settings) {
        var given = settings.database();
        return Database.open(
                "roundtable-replay",
                new DatabaseSettings(
                        given.url(), given.user(), given.password(), REPLAY_CONNECTIONS, Duration.ofHours(1)));
    }

    /** Few: an attempt asks thrice, and spends its time with the receiver. */
    private static Database courierDatabase(Settings settings, MeterRegistry registry) {
        var database = Database.open("roundtable-courier", access(settings).withPoolSize(COURIER_CONNECTIONS));
        database.pool().setMetricRegistry(registry);
        return database;
    }

    private static MasterKey masterKey(Settings settings) {
        String key = settings.identity().masterKey();
        return MasterKey.parse(key.isEmpty() ? null : key);
    }

    private static void migrate(Database database) {
        Migrations.identity(database.unpooled());
        new Versions(database).prepare(Instant.now());
    }

    private static ApplicationContext context(Settings settings, @Nullable Api api, RoleReadiness health, Clock clock) {
        var properties = new HashMap<String, Object>(Map.of(
                "micronaut.application.name",
                "roundtable",
                "micronaut.server.port",
                settings.http().port(),
                "micronaut.server.max-request-size",
                MAX_REQUEST_BYTES,
                // filters run on the headers, so that nothing is read for nobody
                "micronaut.server.netty.server-type",
                "streamed",
                "micronaut.server.netty.log-level",
                "DEBUG",
                "micronaut.server.date-header",
                false,
                "endpoints.all.enabled",
                false,
                "endpoints.prometheus.enabled",
                true,
                "endpoints.prometheus.sensitive",
                false));
        properties.put("micronaut.server.idle-timeout", IDLE);
        // a megabyte may unpack to a thousand
        properties.put("micronaut.server.netty.request-decompression-enabled", false);
        properties.put("roundtable.api.enabled", api != null);
        String schemas = settings.streams().schemaBase() + "/schemas/";
        properties.put("roundtable.schemas", schemas);
        properties.put("roundtable.keys.environment", settings.identity().keyEnvironment());
        properties.put("micronaut.metrics.export.prometheus.descriptions", true);
        if (!settings.identity().prometheusToken().isEmpty()) {
            properties.put("roundtable.prometheus.token", settings.identity().prometheusToken());
        }
        var builder = ApplicationContext.builder().banner(false).properties(properties);
        builder.singletons(clock, health);
        if (api != null) {
            var http = settings.http();
            builder.singletons(
                    api.database(),
                    api.backlog(),
                    new ReadModel(api.database().projection(ReadViews.SCHEMA)),
                    new HttpSettings(kafka(settings), http.maxInFlight(), ANSWER_WAIT, READ_WAIT, schemas),
                    IdentitySettings.DEFAULTS.withAccessTokenTtl(
                            settings.identity().accessTokenLife()),
                    settings.webhooks().destinations(),
                    masterKey(settings));
        }
        return builder.start();
    }

    private static void ensureOperator(Settings settings, ApplicationContext context) {
        var identity = settings.identity();
        if (!identity.operatorEmail().isEmpty()) {
            var account = new NewAccount(identity.operatorEmail(), identity.operatorPassword(), "Operator", null);
            var result = context.getBean(FirstOperator.class).ensure(account);
            org.slf4j.LoggerFactory.getLogger(MicronautRoles.class)
                    .info("operator {}: {}", identity.operatorEmail(), result);
        }
    }
}
