package io.roundtable.bench.figure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where it was measured: figures of different machines can't be compared, ratios can be with care. */
public final class Machine {
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private Machine() {}

    /** By name; the load average is the one of now, to be asked for before anything is started. */
    public static Map<String, Object> describe() {
        var known = new LinkedHashMap<String, Object>();
        known.put("cores", Runtime.getRuntime().availableProcessors());
        known.put("memory", memory());
        known.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        known.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        known.put("load_average", Math.round(load * 100) / 100.0);
        return known;
    }

    private static String memory() {
        try {
            return Files.readAllLines(MEMORY).getFirst().replaceAll("\\s+", " ");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
