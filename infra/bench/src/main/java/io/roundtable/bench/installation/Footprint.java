package io.roundtable.bench.installation;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an installation has used since its beginning, or between two moments.
 *
 * @param cpu seconds, by stage in the order in which a message passes them
 * @param topics bytes of their logs
 * @param tables bytes with their indexes
 * @param wal bytes that PostgreSQL has written ahead
 * @param engine bytes that the engine's process has had written: its stores, compacted or not, and its log
 */
public record Footprint(
        Map<String, Double> cpu,
        SortedMap<String, Long> topics,
        SortedMap<String, Long> tables,
        long wal,
        long engine) {
    private static final List<String> ROLES = List.of("api", "engine", "projector", "courier");

    public Footprint {
        cpu = new LinkedHashMap<>(cpu);
        topics = new TreeMap<>(topics);
        tables = new TreeMap<>(tables);
    }

    /** All four roles have to run. */
    public static Footprint of(Installation installation) throws SQLException {
        var stack = installation.stack();
        var cpu = new LinkedHashMap<String, Double>();
        ROLES.forEach(role -> cpu.put(role, installation.role(role).process().cpuSeconds()));
        cpu.put("broker", stack.brokerCpuSeconds());
        cpu.put("PostgreSQL", stack.databaseCpuSeconds());
        try (var connection = stack.database()) {
            return new Footprint(
                    cpu,
                    TopicSizes.of(stack.bootstrapServers()),
                    TableSizes.of(connection),
                    TableSizes.wal(connection),
                    WrittenBytes.of(installation.role("engine").process().handle()));
        }
    }

    /** What was used since an earlier one. */
    public Footprint since(Footprint earlier) {
        var seconds = new LinkedHashMap<String, Double>();
        cpu.forEach((stage, now) -> seconds.put(stage, now - earlier.cpu.getOrDefault(stage, 0.0)));
        return new Footprint(
                seconds,
                grown(topics, earlier.topics),
                grown(tables, earlier.tables),
                wal - earlier.wal,
                engine - earlier.engine);
    }

    private static SortedMap<String, Long> grown(SortedMap<String, Long> now, SortedMap<String, Long> then) {
        var grown = new TreeMap<String, Long>();
        now.forEach((name, size) -> grown.put(name, size - then.getOrDefault(name, 0L)));
        return grown;
    }

    public long bytes() {
        return sum(topics.values()) + sum(tables.values()) + wal + engine;
    }

    private static long sum(Collection<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).sum();
    }
}
