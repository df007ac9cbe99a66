package io.roundtable.contract.sandbox;

import io.roundtable.contract.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How messages are handed to a sandbox. What is left out is taken from the workspace's defaults, then from ours.
 *
 * @param ackWaitSeconds how long a receiver has to acknowledge; 1 to 3,600, by default 30
 * @param maxAttempts leases before a message is dead-lettered; 1 to 100, by default 5
 * @param maxInFlight leases at a time; 1 to 10,000, by default 1,000
 * @param mailboxLimit messages queued before senders are refused; 1 to 1,000,000, by default 10,000
 * @param ordering whether messages may overtake each other, by default {@code default}
 * @param backoffSeconds waits before each further attempt, the last one repeated; 1 to 20 entries of 0 to 86,400, by
 *     default 1, 5, 30, 120
 */
public record DeliverySettings(
        @Nullable Integer ackWaitSeconds,
        @Nullable Integer maxAttempts,
        @Nullable Integer maxInFlight,
        @Nullable Integer mailboxLimit,
        @Nullable Ordering ordering,
        @Nullable List<Integer> backoffSeconds) {

    public static final DeliverySettings UNSET = new DeliverySettings(null, null, null, null, null, null);

    public static final DeliverySettings DEFAULTS =
            new DeliverySettings(30, 5, 1_000, 10_000, Ordering.DEFAULT, List.of(1, 5, 30, 120));

    public DeliverySettings {
        var check = new Check()
                .range("ack_wait_seconds", ackWaitSeconds, 1, 3_600)
                .range("max_attempts", maxAttempts, 1, 100)
                .range("max_in_flight", maxInFlight, 1, 10_000)
                .range("mailbox_limit", mailboxLimit, 1, 1_000_000)
                .size("backoff_seconds", backoffSeconds, 1, 20);
        if (backoffSeconds != null) {
            backoffSeconds.forEach(
                    wait -> check.required("backoff_seconds", wait).range("backoff_seconds", wait, 0, 86_400));
        }
        check.done();
        backoffSeconds = backoffSeconds == null ? null : List.copyOf(backoffSeconds);
    }

    /** These settings, and the given ones where these say nothing. */
    public DeliverySettings orElse(DeliverySettings defaults) {
        return new DeliverySettings(
                first(ackWaitSeconds, defaults.ackWaitSeconds),
                first(maxAttempts, defaults.maxAttempts),
                first(maxInFlight, defaults.maxInFlight),
                first(mailboxLimit, defaults.mailboxLimit),
                first(ordering, defaults.ordering),
                first(backoffSeconds, defaults.backoffSeconds));
    }

    private static <T> @Nullable T first(@Nullable T own, @Nullable T other) {
        return own != null ? own : other;
    }
}
