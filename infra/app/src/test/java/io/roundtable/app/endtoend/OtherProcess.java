package io.roundtable.app.endtoend;

import io.roundtable.app.settings.Setting;
import io.roundtable.testkit.talk.Node;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code roundtable all}, or one role of it, in a VM of its own, which can be killed. */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final Node node;

    private OtherProcess(Process process, Node node) {
        this.process = process;
        this.node = node;
    }

    /** Returns when it is ready. */
    static OtherProcess start(Map<Setting, String> settings, Path log) throws IOException {
        return start("all", settings, log);
    }

    /**
     * Returns when it is ready.
     *
     * @param role what is run of it
     */
    static OtherProcess start(String role, Map<Setting, String> settings, Path log) throws IOException {
        int port = freePort();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.roundtable.app.Main",
                role,
                "--port",
                Integer.toString(port)));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        settings.forEach((setting, value) -> builder.environment().put(setting.env(), value));
        var other = new OtherProcess(builder.start(), Node.onPort(port));
        try {
            Installation.awaitReady(other.node);
        } catch (RuntimeException | Error e) {
            other.kill();
            throw e;
        }
        return other;
    }

    Node node() {
        return node;
    }

    /** {@code kill -9}: nothing of it is told. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
