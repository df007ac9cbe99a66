package io.roundtable.runtime;

import io.roundtable.persistence.Database;
import io.roundtable.persistence.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Burials in a VM of their own, until somebody kills it. */
final class BurialsProcess implements AutoCloseable {

    private final Process process;

    private BurialsProcess(Process process) {
        this.process = process;
    }

    static BurialsProcess start(LiveStage stage, Path directory) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var server = stage.server();
        var command = List.of(
                java,
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BurialsProcess.class.getName(),
                stage.bootstrapServers(),
                directory.toString(),
                server.jdbcUrl(),
                server.user(),
                server.password());
        return new BurialsProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolveSibling("burials.log").toFile())
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
        try (var database = Database.open(DatabaseSettings.of(args[2], args[3], args[4]))) {
            var burials = LiveStage.burials(args[0], Path.of(args[1]), LiveStage.tables(database));
            Thread.currentThread().join();
            burials.close();
        }
    }
}
