package io.roundtable.bench.peer;

import io.roundtable.bench.installation.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that the bench has started and stops, at the latest when it ends itself. What it prints goes to a file. */
final class Program implements AutoCloseable {
    private static final int STOP_SECONDS = 30;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread onExit;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.onExit = Thread.ofPlatform().unstarted(this::stop);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * @param name of its log file, too
     * @param environment beside that of this process
     */
    static Program start(String name, Path directory, List<String> command, Map<String, String> environment) {
        var log = directory.resolve(name + ".log");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new Program(name, builder.start(), log);
        } catch (IOException e) {
            throw new BenchFailure("cannot start " + name, e);
        }
    }

    /** @throws BenchFailure where it has ended, with what it said */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchFailure(name + " has ended with " + process.exitValue() + ":\n" + said());
        }
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "nothing that could be read: " + e;
        }
    }

    /** Asks it to stop, and kills it where it hasn't after 30 s. */
    @Override
    public void close() {
        try {
            var _ = Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            return; // this VM is ending, and the hook does it
        }
        stop();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
