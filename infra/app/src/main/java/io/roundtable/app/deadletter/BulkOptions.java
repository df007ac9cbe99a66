package io.roundtable.app.deadletter;

import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.message.MessageType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the dead letters that wait to redrive, and how. */
final class BulkOptions {
    @Option(names = "--all", description = "all that wait")
    private boolean isAll;

    @Option(names = "--to", paramLabel = "SB", description = "those that wait for this recipient")
    private @Nullable String to;

    @Option(names = "--from", paramLabel = "SB", description = "those that wait from this sender")
    private @Nullable String from;

    @Option(names = "--type", paramLabel = "TYPE", description = "those of a type: ${COMPLETION-CANDIDATES}")
    private @Nullable MessageType type;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "those given up for a reason: ${COMPLETION-CANDIDATES}")
    private @Nullable FailureReason reason;

    @Option(names = "--dry-run", description = "only say how many there are, and show the first")
    private boolean isDry;

    @Option(names = "--per-second", paramLabel = "N", description = "at most, 1 to 100; default 20")
    private @Nullable Integer perSecond;

    @Option(names = "--max", paramLabel = "N", description = "at most so many, 1 or more; default: all")
    private @Nullable Integer max;

    @Option(names = "--yes", description = "don't ask")
    private boolean isSure;

    /** What all of them have in common, as the API has it. */
    record Filter(
            @Nullable String toSandboxId,
            @Nullable String fromSandboxId,
            @Nullable MessageType messageType,
            @Nullable FailureReason reason) {}

    /** Whether it is said which: nobody redrives everything by leaving something out. */
    boolean isGiven() {
        return isAll || to != null || from != null || type != null || reason != null;
    }

    /** Whether it is said how. */
    boolean hasMode() {
        return isDry || isSure || perSecond != null || max != null;
    }

    Filter filter() {
        return new Filter(to, from, type, reason);
    }

    boolean isDry() {
        return isDry;
    }

    boolean isSure() {
        return isSure;
    }

    @Nullable
    Integer perSecond() {
        return perSecond;
    }

    long max() {
        return max == null ? Long.MAX_VALUE : max;
    }
}
