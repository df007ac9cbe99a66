package io.roundtable.contract.sandbox;

import io.roundtable.contract.Check;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox may use. Roundtable keeps and checks the figures; who runs the sandbox enforces them.
 *
 * @param cpuCores 0.1 to 256
 * @param memoryMb in MiB, 16 to 4,194,304
 * @param diskMb in MiB, 16 to 67,108,864
 * @param timeoutSeconds longest run, 1 to 2,592,000 (30 days)
 */
public record ResourceLimits(
        @Nullable BigDecimal cpuCores,
        @Nullable Integer memoryMb,
        @Nullable Integer diskMb,
        @Nullable Integer timeoutSeconds) {

    public static final ResourceLimits UNSET = new ResourceLimits(null, null, null, null);

    public ResourceLimits {
        new Check()
                .range("cpu_cores", cpuCores, 0.1, 256)
                .range("memory_mb", memoryMb, 16, 4_194_304)
                .range("disk_mb", diskMb, 16, 67_108_864)
                .range("timeout_seconds", timeoutSeconds, 1, 2_592_000)
                .done();
    }
}
