package io.roundtable.http.log;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * When the brokers last answered a consumer. A poll tells nothing about that: it returns without records, and without a
 * fault, while no broker can be reached.
 */
final class Pulse {

    private final LongSupplier nanoTime;
    private volatile double answers = -1;
    private volatile long lastNanos;

    Pulse(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong();
    }

    /** Called after each poll by the thread that polls. */
    void beat(Consumer<?, ?> consumer) {
        beat(answers(consumer));
    }

    void beat(double answersSoFar) {
        if (answersSoFar != answers) {
            answers = answersSoFar;
            lastNanos = nanoTime.getAsLong();
        }
    }

    Duration silence() {
        return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - lastNanos));
    }

    private static double answers(Consumer<?, ?> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("fetch-total"))
                .filter(metric -> metric.getKey().group().equals("consumer-fetch-manager-metrics"))
                .filter(metric -> metric.getValue().metricValue() instanceof Number)
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }
}
