package io.roundtable.bench.installation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything in one process: Kafka, PostgreSQL, all roles and something to try. */
public final class Dev implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Node node;

    private Dev(Node node) {
        this.node = node;
    }

    static Dev start(Path directory, Setup setup, Path data, List<String> flags) {
        int port = Node.freePort();
        var words = new ArrayList<>(flags);
        // the launcher's heap; of two limits the last counts
        words.addAll(List.of(Child.G1, "-Xmx1536m", Product.MAIN, "dev", "--data", data.toString()));
        words.addAll(List.of("--port", Integer.toString(port)));
        words.addAll(List.of("--kafka-port", Integer.toString(Node.freePort())));
        words.addAll(List.of("--postgres-port", Integer.toString(Node.freePort())));
        var name = "dev-" + port;
        var classPath = setup.classPath().without("io.roundtable.bench");
        var environment = setup.settings().environment();
        return new Dev(new Node(Child.start(name, directory, classPath, words, environment), port));
    }

    Node node() {
        return node;
    }

    /** Waits until it says that it is ready, which it does when everything can be used, for three minutes at most. */
    public void awaitReady() {
        Waiting.until("dev to be ready", READY_LIMIT, BETWEEN_LOOKS, () -> {
            node.process().requireAlive();
            return node.process().hasSaid("ready after");
        });
    }

    @Override
    public void close() {
        node.close();
    }
}
