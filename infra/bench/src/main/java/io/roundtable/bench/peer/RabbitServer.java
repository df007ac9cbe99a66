package io.roundtable.bench.peer;

import io.roundtable.bench.installation.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node of RabbitMQ that knows nothing of the system's: its names, data, cookie and settings are its own. */
final class RabbitServer implements AutoCloseable {
    private final Program names;
    private final Program server;
    private final int port;

    private RabbitServer(Program names, Program server, int port) {
        this.names = names;
        this.server = server;
        this.port = port;
    }

    /**
     * It may not be ready yet.
     *
     * @param epmd what nodes of Erlang find each other by; one that Erlang starts itself would outlive the node
     */
    static RabbitServer start(Path program, Path epmd, Path directory) throws IOException {
        int port = Node.freePort();
        var namesPort = Integer.toString(Node.freePort());
        var settings =
                Files.writeString(directory.resolve("rabbitmq.conf"), "listeners.tcp.1 = 127.0.0.1:" + port + "\n");
        var plugins = Files.writeString(directory.resolve("enabled_plugins"), "[].\n");
        var home = Map.of("HOME", directory.toString(), "ERL_EPMD_PORT", namesPort, "ERL_EPMD_ADDRESS", "127.0.0.1");
        var names = Program.start(
                "epmd", directory, List.of(epmd.toString(), "-port", namesPort, "-address", "127.0.0.1"), home);
        var environment = new HashMap<>(home);
        environment.putAll(Map.of(
                "RABBITMQ_CONF_ENV_FILE", "/dev/null",
                "RABBITMQ_CONFIG_FILE", settings.toString(),
                "RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString(),
                "RABBITMQ_NODENAME", "bench@localhost",
                "RABBITMQ_DIST_PORT", Integer.toString(Node.freePort()),
                "RABBITMQ_MNESIA_BASE", directory.resolve("data").toString(),
                "RABBITMQ_LOG_BASE", directory.resolve("log").toString(),
                "RABBITMQ_GENERATED_CONFIG_DIR", directory.resolve("generated").toString()));
        var server = Program.start("rabbitmq", directory, List.of(program.toString()), environment);
        return new RabbitServer(names, server, port);
    }

    int port() {
        return port;
    }

    void requireAlive() {
        names.requireAlive();
        server.requireAlive();
    }

    @Override
    public void close() {
        server.close();
        names.close();
    }
}
