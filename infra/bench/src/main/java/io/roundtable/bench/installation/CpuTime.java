package io.roundtable.bench.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * CPU seconds of processes, as Linux counts them ({@code /proc/PID/stat}, proc(5)); nothing elsewhere. Those of children
 * that have ended are their parent's, so that PostgreSQL's workers count however short they live.
 */
public final class CpuTime {
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER = 11;
    private static final int ENDED_CHILDREN_SYSTEM = 14;

    private CpuTime() {}

    /** Of a process, its ended children, and those that are alive with theirs. */
    public static double ofTree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToDouble(process -> read(process.pid()))
                .sum();
    }

    /** Of a process alone, and its ended children. */
    public static double of(ProcessHandle process) {
        return read(process.pid());
    }

    private static double read(long pid) {
        try {
            return seconds(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException e) {
            return 0; // it has ended meanwhile, and is its parent's
        }
    }

    /** The second field is a name in parentheses, in which anything may stand. */
    static double seconds(String stat) {
        var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        return fields.subList(USER, ENDED_CHILDREN_SYSTEM + 1).stream()
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS_PER_SECOND;
    }
}
