package io.roundtable.examples.counting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The service in a VM of its own, until it is killed. */
final class CountingProcess implements AutoCloseable {

    private final Process process;

    private CountingProcess(Process process) {
        this.process = process;
    }

    static CountingProcess start(String bootstrapServers, String jdbcUrl, Path output) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new CountingProcess(new ProcessBuilder(List.of(
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountMessages.class.getName(),
                        bootstrapServers,
                        jdbcUrl,
                        "max.poll.records=5")) // many small transactions, to be killed in
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
