package io.roundtable.bench.installation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An installation from nothing: broker, database and topics; roles as they are asked for. Stops all that it started. */
public final class Installation implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int TOPICS_SECONDS = 60;

    private final Path directory;
    private final Setup setup;
    private final Stack stack;
    private final Product product;
    private final Map<String, Node> roles = new ConcurrentHashMap<>();
    private final List<Node> others = new CopyOnWriteArrayList<>();
    private boolean isShared;
    private final Thread onExit = Thread.ofPlatform().unstarted(this::stop);

    private Installation(Path directory, Setup setup, Stack stack) {
        this.directory = directory;
        this.setup = setup;
        this.stack = stack;
        this.product = new Product(directory, setup, stack);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** @param directory that is there, for data and logs */
    public static Installation start(Path directory, Setup setup) {
        var stack = Stack.start(directory, setup);
        try {
            var installation = new Installation(directory, setup, stack);
            var apply = List.of(
                    "topics",
                    "apply",
                    "--config",
                    setup.settings().write(directory).toString());
            try (var topics = installation.product.start("topics", List.of(), apply)) {
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

    public Setup setup() {
        return setup;
    }

    /** What roles keep on disk besides what broker and database keep: the engine's stores. */
    public long storeBytes() {
        return DirectorySize.of(directory.resolve(Product.STATE));
    }

    /** The role that runs, or else a new one, which knows what the setup says; it may not be ready yet. */
    public Node role(String role) {
        var running = roles.get(role);
        return running != null && running.process().isAlive()
                ? running
                : started(role, setup.roles().flags());
    }

    /**
     * Starts a role that doesn't run.
     *
     * @param flags of its VM, besides the usual; it knows nothing that they don't tell it
     */
    public Node started(String role, List<String> flags) {
        int port = Node.freePort();
        var node = new Node(product.start(role, flags, List.of(role, "--port", Integer.toString(port))), port);
        roles.put(role, node);
        return node;
    }

    /**
     * Starts everything in one process, as {@code roundtable dev} does, with a broker and a database of its own.
     *
     * @param data where they keep theirs; need not be there
     * @param flags of its VM, besides the usual
     */
    public Dev dev(Path data, List<String> flags) {
        var dev = Dev.start(directory, setup, data, flags);
        var _ = keep(dev.node());
        return dev;
    }

    /** Starts these roles where they don't run, all at once, and waits until each is ready. */
    public void ready(String... names) {
        Arrays.stream(names).map(this::role).toList().forEach(this::awaitReady);
    }

    /** Somebody whom the API knows; it has to run. */
    public Api owner() {
        return new Api(role("api").port()).registered("bench@roundtable.example");
    }

    /** Waits until it says that it is ready, for three minutes at most. */
    public void awaitReady(Node node) {
        awaitReady(node, BETWEEN_LOOKS);
    }

    /** @param between looks: how exactly somebody wants to know when */
    public void awaitReady(Node node, Duration between) {
        var api = new Api(node.port());
        Waiting.until("readiness", READY_LIMIT, between, () -> {
            node.process().requireAlive();
            return api.isReady();
        });
    }

    /** Another process that is to be stopped with the rest. */
    public Node keep(Node other) {
        others.addFirst(other);
        return other;
    }

    /** Those of these roles that run. */
    public void stop(String... names) {
        Arrays.stream(names)
                .flatMap(name -> Optional.ofNullable(roles.remove(name)).stream())
                .forEach(Node::close);
    }

    /** Whether a role runs, so that there are tables. */
    public boolean hasRoles() {
        return !roles.isEmpty();
    }

    public void stopRoles() {
        roles.values().forEach(Node::close);
        roles.clear();
    }

    /** For several suites, one after the other: whoever closes it gives it back with its roles, until {@link #end}. */
    public Installation shared() {
        isShared = true;
        return this;
    }

    @Override
    public void close() {
        if (isShared) {
            stopOthers();
        } else {
            end();
        }
    }

    /** Where this VM is told to end, the same happens: roles first, since without a broker they take long to stop. */
    public void end() {
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            return; // it is ending, and the hook does it
        }
        stop();
    }

    private void stopOthers() {
        others.forEach(Node::close);
        others.clear();
    }

    private void stop() {
        try {
            stopOthers();
            stopRoles();
        } finally {
            stack.close();
        }
    }
}
