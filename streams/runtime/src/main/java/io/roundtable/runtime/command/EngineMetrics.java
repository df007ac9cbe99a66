package io.roundtable.runtime.command;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How many commands came to what. */
final class EngineMetrics {

    private final Counter accepted;
    private final Counter rejected;
    private final Counter repeated;
    private final Counter poisoned;
    private final Counter failed;

    EngineMetrics(MeterRegistry registry, EngineProgress progress) {
        Gauge.builder("roundtable.engine.stopped.partitions", progress, EngineProgress::stopped)
                .description("partitions whose commands are not decided until a person does something")
                .register(registry);
        this.accepted = counter(registry, "accepted");
        this.rejected = counter(registry, "rejected");
        this.repeated = counter(registry, "repeated");
        this.poisoned = counter(registry, "poisoned");
        this.failed = counter(registry, "failed");
    }

    void count(Handled handled) {
        switch (handled) {
            case Handled.Decided decided -> (decided.accepted() ? accepted : rejected).increment();
            case Handled.Repeated _ -> repeated.increment();
            case Handled.Poison _ -> poisoned.increment();
            case Handled.Failed _ -> failed.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("roundtable.engine.commands")
                .description("commands handled, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }
}
