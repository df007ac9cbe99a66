package io.roundtable.app.importing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How an import went. */
record ImportSummary(int conversations, Messages messages, LatencyMs latencyMs, double seconds, double ratePerSecond) {
    /** What became of the messages; refused counts conversations that were stopped, each at one message. */
    record Messages(long sent, long alreadyThere, long refused, long notSent) {}

    /** Of the messages sent, repeats included, in milliseconds. */
    record LatencyMs(double p50, double p99, double max) {}

    @JsonProperty
    String event() {
        return "summary";
    }

    boolean isComplete() {
        return messages.refused() == 0 && messages.notSent() == 0;
    }

    String text() {
        var counts = String.format(
                Locale.ROOT,
                "%,d conversations: %,d messages sent, %,d already there, %,d refused, %,d not sent after those",
                conversations,
                messages.sent(),
                messages.alreadyThere(),
                messages.refused(),
                messages.notSent());
        if (messages.sent() == 0) {
            return isComplete() ? counts + "\nnothing was changed: everything is there" : counts;
        }
        return counts
                + String.format(
                        Locale.ROOT,
                        "%n%.1f s, %.0f messages/s; latency p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                        seconds,
                        ratePerSecond,
                        latencyMs.p50(),
                        latencyMs.p99(),
                        latencyMs.max());
    }
}
