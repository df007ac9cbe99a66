package io.roundtable.runtime.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.roundtable.persistence.audit.Account.Totals;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What was counted last; not a number in a process that doesn't audit. */
final class AuditMetrics {

    private volatile @Nullable Totals totals;

    AuditMetrics(MeterRegistry registry) {
        commands(registry, "accepted", Totals::accepted);
        commands(registry, "applied", Totals::applied);
        commands(registry, "rejected", Totals::rejected);
        commands(registry, "dead_lettered", Totals::deadLettered);
        commands(registry, "in_flight", Totals::inFlight);
        Gauge.builder("roundtable.audit.faults", this, metrics -> metrics.value(Totals::faults))
                .description("outcomes of commands that are missing, or are too many")
                .register(registry);
        Gauge.builder("roundtable.audit.balanced", this, metrics -> metrics.value(now -> now.isBalanced() ? 1 : 0))
                .description("1 while each accepted command has come to one outcome or is in flight, else 0")
                .register(registry);
    }

    private void commands(MeterRegistry registry, String which, ToDoubleFunction<Totals> value) {
        Gauge.builder("roundtable.audit.commands", this, metrics -> metrics.value(value))
                .description("commands accounted for, by what became of them")
                .tag("outcome", which)
                .register(registry);
    }

    private double value(ToDoubleFunction<Totals> of) {
        Totals now = totals;
        return now == null ? Double.NaN : of.applyAsDouble(now);
    }

    /** Null where another process counts. */
    void counted(@Nullable Totals now) {
        totals = now;
    }
}
