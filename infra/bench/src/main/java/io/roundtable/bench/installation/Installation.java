package io.roundtable.bench.installation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An installation from nothing: broker, database and topics; roles as they are asked for. Stops all that it started. */
public final class Installation implements AutoCloseable {
    public static final String OPERATOR = "operator@roundtable.example";
    public static final String OPERATOR_PASSWORD = "bench operator password";

    private static final String MAIN = "io.roundtable.app.Main";
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final int TOPICS_SECONDS = 60;

    private final Path directory;
    private final ClassPath classPath;
    private final Stack stack;
    private final List<Node> started = new CopyOnWriteArrayList<>();
    private final Thread onExit;

    private Installation(Path directory, ClassPath classPath, Stack stack) {
        this.directory = directory;
        this.classPath = classPath;
        this.stack = stack;
        this.onExit = Thread.ofPlatform().unstarted(this::stop);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** @param directory that is there, for data and logs */
    public static Installation start(Path directory, ClassPath classPath) {
        var stack = Stack.start(directory, classPath);
        try {
            var installation = new Installation(directory, classPath, stack);
            try (var topics = installation.product("topics", List.of("topics", "apply"))) {
                topics.awaitSuccess(TOPICS_SECONDS);
            }
            return installation;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    public Stack stack() {
        return stack;
    }

    public Path directory() {
        return directory;
    }

    public ClassPath classPath() {
        return classPath;
    }

    /** Starts a role; it may not be ready yet. */
    public Node role(String role) {
        int port = Node.freePort();
        var node = new Node(product(role, List.of(role, "--port", Integer.toString(port))), port);
        started.addFirst(node);
        return node;
    }

    /** Waits until it says that it is ready, for three minutes at most. */
    public void awaitReady(Node node) {
        var api = new Api(node.port());
        Waiting.until("readiness", READY_LIMIT, Duration.ofMillis(100), () -> {
            node.process().requireAlive();
            return api.isReady();
        });
    }

    /** Another process that is to be stopped with the rest. */
    public Node keep(Node other) {
        started.addFirst(other);
        return other;
    }

    private Child product(String name, List<String> arguments) {
        var environment = new HashMap<String, String>(stack.environment());
        environment.putAll(Map.of(
                "ROUNDTABLE_STATE_DIR",
                directory.resolve("state").toString(),
                "ROUNDTABLE_INSTANCE",
                name + "-1",
                "ROUNDTABLE_ACCESS_TOKEN_LIFE",
                "12h",
                "ROUNDTABLE_WEBHOOK_DESTINATIONS",
                "anywhere",
                "ROUNDTABLE_OPERATOR_EMAIL",
                OPERATOR,
                "ROUNDTABLE_OPERATOR_PASSWORD",
                OPERATOR_PASSWORD));
        var words = new ArrayList<String>();
        words.add(name.equals("projector") ? "-XX:+UseParallelGC" : Child.G1);
        words.add(MAIN);
        words.addAll(arguments);
        var product = classPath.without("io.roundtable.embedded", "io.roundtable.bench", "kafka.server");
        return Child.start(name, directory, product, words, environment);
    }

    /** Where this VM is told to end, the same happens: roles first, since without a broker they take long to stop. */
    @Override
    public void close() {
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            return; // it is ending, and the hook does it
        }
        stop();
    }

    private void stop() {
        try {
            started.forEach(Node::close);
        } finally {
            stack.close();
        }
    }
}
