package io.roundtable.bench.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A VM of its own that the bench has started, and stops. What it prints goes to a file. */
public final class Child implements AutoCloseable {
    /** Those of the launcher for servers, so that what is measured is what is run. */
    private static final List<String> SERVER_FLAGS = List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xms256m",
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** The launcher's for all but the projector. */
    static final String G1 = "-XX:+UseG1GC";

    private static final String LOGGING = "-Dlogback.configurationFile=io/roundtable/bench/logback-child.xml";

    private static final int STOP_SECONDS = 30;
    private static final int LAST_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * A program of the bench's own.
     *
     * @param name of its log file, too
     * @param words the main class and its arguments
     */
    public static Child start(String name, Path directory, ClassPath classPath, List<String> words) {
        return start(
                name,
                directory,
                classPath,
                Stream.concat(Stream.of(G1, LOGGING), words.stream()).toList(),
                Map.of());
    }

    /**
     * @param name of its log file, too
     * @param words the collector, the main class and its arguments
     * @param environment instead of whatever this process has of {@code ROUNDTABLE_…}
     */
    static Child start(
            String name, Path directory, ClassPath classPath, List<String> words, Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SERVER_FLAGS);
        command.add("-cp");
        command.add(classPath.toString());
        command.addAll(words);
        var log = directory.resolve(name + ".log");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("ROUNDTABLE_"));
        builder.environment().putAll(environment);
        try {
            return new Child(name, builder.start(), log);
        } catch (IOException e) {
            throw new BenchFailure("cannot start " + name, e);
        }
    }

    /** Whether a VM with these flags starts at all, and ends at once with success. */
    static boolean starts(ClassPath classPath, List<String> flags) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SERVER_FLAGS);
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath.toString(), "-version"));
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            throw new BenchFailure("cannot start a VM", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    /** What all are started with but for their collector. */
    public static List<String> flags() {
        return SERVER_FLAGS;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** CPU seconds so far, without those of processes that it has started and that still run. */
    public double cpuSeconds() {
        return CpuTime.of(handle());
    }

    public double heapMegabytesAfterFullCollection() {
        return HeapInfo.megabytesAfterFullCollection(process.pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** @throws BenchFailure where it has ended, with the last it said */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchFailure(name + " has ended with " + process.exitValue() + ":\n" + lastLines());
        }
    }

    /** @throws BenchFailure where it ends with anything but success, or not at all in that time */
    public void awaitSuccess(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new BenchFailure(name + " has not ended within " + seconds + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
        if (process.exitValue() != 0) {
            requireAlive();
        }
    }

    private String lastLines() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has printed a line with that text. */
    boolean hasSaid(String text) {
        try (var lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to stop, and kills it where it hasn't after 30 s. */
    @Override
    public void close() {
        var _ = stop(STOP_SECONDS);
    }

    /** Asks it to stop, and kills it where it hasn't after so many seconds: then it returns false. */
    public boolean stop(int seconds) {
        process.destroy();
        try {
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return false;
    }
}
