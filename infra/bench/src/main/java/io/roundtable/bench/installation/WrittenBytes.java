package io.roundtable.bench.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What processes have had written to disks, as Linux counts it ({@code /proc/PID/io}, proc(5)): whole pages, once each time. */
public final class WrittenBytes {
    private static final String WRITTEN = "write_bytes:";

    private WrittenBytes() {}

    /** Of a process alone. */
    public static long of(ProcessHandle process) {
        return read(process.pid());
    }

    /** Of a process and its children that are alive; what ended ones have written is forgotten. */
    static long ofTree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(process -> read(process.pid()))
                .sum();
    }

    private static long read(long pid) {
        try {
            return bytes(Files.readString(Path.of("/proc", Long.toString(pid), "io")));
        } catch (IOException e) {
            return 0; // it has ended meanwhile, or is somebody else's
        }
    }

    static long bytes(String io) {
        return io.lines()
                .filter(line -> line.startsWith(WRITTEN))
                .mapToLong(
                        line -> Long.parseLong(line.substring(WRITTEN.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new BenchFailure("no bytes written in: " + io));
    }
}
