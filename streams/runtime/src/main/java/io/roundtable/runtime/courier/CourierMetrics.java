package io.roundtable.runtime.courier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Attempts by what came of them, and how many are on their way. */
final class CourierMetrics {

    private final MeterRegistry registry;

    CourierMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param outcome as reported; {@code left} where nobody reports it */
    void count(String outcome) {
        Counter.builder("roundtable.courier.attempts")
                .description("attempts to send messages to webhooks, by what came of them")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    void backlog(Backlog backlog) {
        Gauge.builder("roundtable.courier.backlog", backlog, CourierMetrics::known)
                .description("orders to send messages to webhooks that no courier has taken yet")
                .register(registry);
    }

    private static double known(Backlog backlog) {
        Long records = backlog.records();
        return records == null ? Double.NaN : records;
    }

    void held(Supplier<Number> bytes) {
        Gauge.builder("roundtable.courier.held", bytes)
                .description("events on their way to webhooks of workspaces, or being read for them")
                .baseUnit("bytes")
                .register(registry);
    }

    void inFlight(Supplier<Number> attempts) {
        Gauge.builder("roundtable.courier.attempts.in.flight", attempts)
                .description("attempts to send messages to webhooks that are on their way")
                .register(registry);
    }
}
