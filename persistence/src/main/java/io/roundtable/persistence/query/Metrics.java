package io.roundtable.persistence.query;

import io.roundtable.contract.SandboxId;
import io.roundtable.contract.message.MessageStatus;
import io.roundtable.contract.message.MessageType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes on in a workspace.
 *
 * @param kinds messages by type and status, without those of which there are none
 * @param sandboxes by recipient, those with the most messages first, at most {@value #MAX_SANDBOXES}
 * @param oldestPendingAt when the oldest queued message was sent; null where none is queued
 */
public record Metrics(
        List<KindCount> kinds,
        List<SandboxCount> sandboxes,
        Rates rates,
        @Nullable Instant oldestPendingAt) {

    /** Most sandboxes listed. */
    public static final int MAX_SANDBOXES = 1_000;

    public Metrics {
        kinds = List.copyOf(kinds);
        sandboxes = List.copyOf(sandboxes);
    }

    /** Messages of one type in one status. */
    public record KindCount(MessageType type, MessageStatus status, long messages) {}

    /** Messages to one sandbox, deleted or not, by status. */
    public record SandboxCount(SandboxId sandboxId, long pending, long sent, long delivered, long failed) {}

    /** Messages sent in the last 60 seconds, 60 minutes and 24 hours. */
    public record Rates(long lastMinute, long lastHour, long lastDay) {}
}
