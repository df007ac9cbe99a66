package io.roundtable.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An engine in a VM of its own, until somebody kills it. */
final class EngineProcess implements AutoCloseable {

    private final Process process;

    private EngineProcess(Process process) {
        this.process = process;
    }

    static EngineProcess start(String bootstrapServers, Path stores) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EngineProcess.class.getName(),
                bootstrapServers,
                stores.toString());
        return new EngineProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(stores.resolveSibling("engine.log").toFile()) // the tests' own output has a protocol
                .start());
    }

    /** {@code kill -9}: nothing is closed, and the group is not left. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] args) throws InterruptedException {
        var engine = LiveStage.engine(args[0], Path.of(args[1]));
        Thread.currentThread().join();
        engine.close();
    }
}
