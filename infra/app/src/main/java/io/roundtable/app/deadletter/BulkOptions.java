package io.roundtable.app.deadletter;

import io.roundtable.contract.delivery.FailureReason;
import io.roundtable.contract.message.MessageType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final BulkMode mode = new BulkMode();

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

    Filter filter() {
        return new Filter(to, from, type, reason);
    }

    BulkMode mode() {
        return mode;
    }
}
