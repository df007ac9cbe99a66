package io.roundtable.app.endtoend;

import io.roundtable.app.role.MicronautRoles;
import io.roundtable.app.role.Role;
import io.roundtable.app.role.RunningRoles;
import io.roundtable.app.settings.Setting;
import io.roundtable.app.settings.Settings;
import io.roundtable.app.settings.SettingsOptions;
import io.roundtable.app.topics.TopicPlan;
import io.roundtable.app.topics.TopicSetup;
import io.roundtable.testkit.TestDatabase;
import io.roundtable.testkit.TestStack;
import io.roundtable.testkit.log.Log;
import io.roundtable.testkit.talk.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an operator would have: topics, a database, a node that runs all roles, and, once somebody asks for
 * it, a second one that only answers HTTP.
 */
final class Installation implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final String OPERATOR = "operator@example.org";
    private static final String OPERATOR_PASSWORD = "the operator's password";

    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    private final TestStack stack;
    private final TestDatabase database;
    private final Map<Setting, String> particulars;
    private final Path state;
    private final List<RunningRoles> running = new ArrayList<>();
    private @Nullable Node first;
    private @Nullable Node second;

    private Installation(TestStack stack, Map<Setting, String> particulars) {
        this.stack = stack;
        this.database = stack.newDatabase();
        this.particulars = Map.copyOf(particulars);
        this.state = temporaryDirectory();
    }

    static Installation on(TestStack stack) {
        return on(stack, Map.of());
    }

    /** With settings of its own. */
    static Installation on(TestStack stack, Map<Setting, String> particulars) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()))) {
            var partitions = particulars.getOrDefault(Setting.PARTITIONS, Integer.toString(PARTITIONS));
            TopicSetup.apply(admin, TopicPlan.of(Integer.parseInt(partitions))).requireGood();
        }
        return new Installation(stack, particulars);
    }

    /** The node that runs every role. */
    synchronized Node node() {
        var there = first;
        if (there == null) {
            there = start("one", EnumSet.allOf(Role.class));
            first = there;
        }
        return there;
    }

    /** Another node, which only answers HTTP. */
    synchronized Node otherNode() {
        var there = second;
        if (there == null) {
            var _ = node();
            there = start("two", EnumSet.of(Role.API));
            second = there;
        }
        return there;
    }

    /** A node that decides commands and answers HTTP, while nothing fills the tables. */
    synchronized Node nodeWithoutProjector() {
        return start("unprojected", EnumSet.of(Role.API, Role.ENGINE));
    }

    /** Some roles alone, until they are closed. */
    synchronized Alone alone(String instance, Role... roles) {
        var started = new MicronautRoles().start(settings(instance), EnumSet.copyOf(List.of(roles)));
        running.addFirst(started);
        var node = Node.onPort(started.port());
        return new Alone(started, node);
    }

    /** @param node where they listen */
    record Alone(RunningRoles roles, Node node) implements AutoCloseable {

        Alone ready() {
            awaitReady(node);
            return new Alone(roles, PublishedAnswers.watched(node));
        }

        @Override
        public void close() {
            roles.close();
        }
    }

    String bootstrapServers() {
        return stack.bootstrapServers();
    }

    Log log() {
        return new Log(stack.bootstrapServers());
    }

    TestDatabase database() {
        return database;
    }

    /** What one of its processes is told. */
    Map<Setting, String> environment(String instance) {
        var settings = new EnumMap<Setting, String>(Setting.class);
        settings.put(Setting.KAFKA_BOOTSTRAP_SERVERS, stack.bootstrapServers());
        settings.put(Setting.PARTITIONS, Integer.toString(PARTITIONS));
        settings.put(Setting.DATABASE_URL, database.jdbcUrl());
        settings.put(Setting.DATABASE_USER, database.user());
        settings.put(Setting.DATABASE_PASSWORD, database.password());
        settings.put(Setting.STATE_DIR, state.resolve(instance).toString());
        settings.put(Setting.INSTANCE, instance);
        settings.put(Setting.WEBHOOK_DESTINATIONS, "http,127.0.0.1");
        settings.put(Setting.OPERATOR_EMAIL, OPERATOR);
        settings.put(Setting.OPERATOR_PASSWORD, OPERATOR_PASSWORD);
        settings.putAll(particulars);
        return settings;
    }

    private Settings settings(String instance) {
        var options = new SettingsOptions(Map.of()).with(Setting.PORT, 0);
        environment(instance).forEach(options::with);
        return options.read();
    }

    private Node start(String instance, Set<Role> roles) {
        var started = new MicronautRoles().start(settings(instance), roles);
        running.addFirst(started);
        var node = Node.onPort(started.port());
        awaitReady(node);
        return PublishedAnswers.watched(node);
    }

    /** An access token of the operator's. */
    static String operatorAt(Node node) {
        return node.post(
                        "/v1/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(OPERATOR, OPERATOR_PASSWORD))
                .answer()
                .good()
                .get("access_token");
    }

    /** Waits until a node's every part is ready. */
    static void awaitReady(Node node) {
        Awaitility.await()
                .atMost(READY_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class) // not listening yet
                .untilAsserted(() -> node.get("/health/readiness").answer().good());
    }

    @Override
    public synchronized void close() {
        running.forEach(RunningRoles::close);
        running.clear();
        delete(state);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("roundtable-state");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
